import type { JetStreamManager } from '@nats-io/jetstream';
import { digestText } from '@tickettape/book';
import { bookName, bookOfSubject, type BookKey } from '@tickettape/contracts';
import { isNothingFound } from '@tickettape/jetstream';
import { loadBookAt } from '@tickettape/tape';
import type { BookState } from './format/manifest.js';

/** Subjects asked for in one direct request. */
const pageSubjects = 256;

/** Where every book stands after the message of BOOKS at `upToSequence`, by name. One book is held at a time. */
export const bookStates = async (jsm: JetStreamManager, upToSequence: number): Promise<BookState[]> => {
  const states: BookState[] = [];
  for await (const { key, sequence } of lastMessages(jsm, upToSequence)) states.push(await stateOf(jsm, key, sequence));
  return states.toSorted((a, b) => (bookName(a) < bookName(b) ? -1 : 1));
};

const stateOf = async (jsm: JetStreamManager, { source, eventId }: BookKey, streamSequence: number): Promise<BookState> => {
  const { book } = await loadBookAt(jsm, streamSequence);
  const digest = book.status === 'seen' ? digestText(book.digest) : null;
  return { source, eventId, status: book.status, sequence: book.sequence, digest };
};

async function* lastMessages(jsm: JetStreamManager, upToSequence: number): AsyncGenerator<{ key: BookKey; sequence: number }> {
  if (upToSequence === 0) return;
  const { state } = await jsm.streams.info('BOOKS', { subjects_filter: '>' });
  const subjects = Object.keys(state.subjects ?? {});
  for (let from = 0; from < subjects.length; from += pageSubjects) {
    for (const { subject, seq } of await page(jsm, subjects.slice(from, from + pageSubjects), upToSequence)) {
      const key = bookOfSubject(subject);
      if (key) yield { key, sequence: seq };
    }
  }
}

/** Taken from the server as a whole: a page that waits while books are folded would time out. */
const page = async (jsm: JetStreamManager, subjects: string[], upToSequence: number): Promise<{ subject: string; seq: number }[]> => {
  const found: { subject: string; seq: number }[] = [];
  try {
    const messages = await jsm.direct.getLastMessagesFor('BOOKS', { multi_last: subjects, up_to_seq: upToSequence });
    for await (const { subject, seq } of messages) found.push({ subject, seq });
  } catch (error) {
    if (!isNothingFound(error)) throw error;
  }
  return found;
};
