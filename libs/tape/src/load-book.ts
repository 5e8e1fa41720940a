import type { JetStreamManager } from '@nats-io/jetstream';
import { evolve, unseenBook, type Book } from '@tickettape/book';
import { BookFact, subjects, tapeHeaders, type BookKey } from '@tickettape/contracts';
import { parseMessage, readForward, readLastOf, type StoredMessage } from '@tickettape/jetstream';

/** A book as the tape tells it, and where on the tape it stands. */
export type LoadedBook = {
  book: Book;
  /** Stream sequence of the last message of the book; 0 where there is none. What a writer expects to find. */
  lastSequence: number;
  /** Stream sequence of its last keyframe; null while the book is unseen. */
  keyframeSequence: number | null;
};

const nothing = (): LoadedBook => ({ book: unseenBook(), lastSequence: 0, keyframeSequence: null });

/** Reads a book from its last keyframe on; bounded, since a keyframe is repeated every so many looks. */
export const loadBook = async (jsm: JetStreamManager, key: BookKey): Promise<LoadedBook> => {
  const last = await readLastOf(jsm, 'BOOKS', subjects.book(key));
  return last ? foldTo(jsm, last) : nothing();
};

/** The book as it was after the message at `streamSequence`, which must be one of this book; 0 gives a book nobody has looked at. */
export const loadBookAt = async (jsm: JetStreamManager, streamSequence: number): Promise<LoadedBook> => {
  const message = streamSequence === 0 ? null : await jsm.direct.getMessage('BOOKS', { seq: streamSequence });
  return message ? foldTo(jsm, message) : nothing();
};

/** Stream sequence of the message of the book before this one, 0 for none: what its writer expected, or its import found. null where it does not tell. */
export const previousSequenceOf = (message: Pick<StoredMessage, 'header'>): number | null => {
  const text = message.header?.get(tapeHeaders.previous) || message.header?.get('Nats-Expected-Last-Subject-Sequence');
  return text ? Number(text) : null;
};

const foldTo = async (jsm: JetStreamManager, last: StoredMessage): Promise<LoadedBook> => {
  let loaded = nothing();
  for await (const message of readForward(jsm, 'BOOKS', last.subject, await startOf(jsm, last))) {
    if (message.seq > last.seq) break;
    loaded = advance(loaded, message);
  }
  return loaded;
};

/** `loaded` after one more message; one that meets no contract is passed over, and the sequence it leaves out makes the book unseen. */
export const advance = (loaded: LoadedBook, message: Pick<StoredMessage, 'seq' | 'subject' | 'json'>): LoadedBook => {
  const fact = factOf(message);
  const book = fact === null ? loaded.book : evolve(loaded.book, fact);
  const moved = book !== loaded.book;
  const keyframeSequence = !moved ? loaded.keyframeSequence : book.status === 'unseen' ? null : keyframeOf(fact!, message.seq, loaded);
  return { book, lastSequence: message.seq, keyframeSequence };
};

const keyframeOf = (fact: BookFact, streamSequence: number, { keyframeSequence }: LoadedBook): number | null =>
  fact.type === 'book.keyframed.v1' ? streamSequence : keyframeSequence;

const factOf = (message: Pick<StoredMessage, 'subject' | 'json'>): BookFact | null => {
  try {
    return parseMessage(BookFact, message);
  } catch {
    return null;
  }
};

/**
 * Where to begin so that everything the book depends on is read. A message that was published again by hand is recognised because another one
 * already stands behind the position its writer expected; then reading begins where the original's does.
 */
const startOf = async (jsm: JetStreamManager, last: StoredMessage): Promise<number> => {
  const previous = previousSequenceOf(last);
  if (previous === null) return 1;
  const original = await jsm.direct.getMessage('BOOKS', { seq: previous + 1, next_by_subj: last.subject });
  return pointerOf(original ?? last);
};

const pointerOf = (message: StoredMessage): number => Number(message.header?.get(tapeHeaders.keyframe) || message.seq);
