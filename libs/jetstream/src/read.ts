import { JetStreamApiError, type JetStreamManager, type StoredMsg } from '@nats-io/jetstream';
import type { StreamName } from '@tickettape/contracts';

export type StoredMessage = StoredMsg;

/** Messages asked for in one direct request. */
const pageMessages = 256;

/** The last message of every subject that matches: the state of a stream whose subjects are aggregates. Not ordered. */
export async function* readLast(jsm: JetStreamManager, stream: StreamName, subjectFilter: string): AsyncGenerator<StoredMessage> {
  const { state } = await jsm.streams.info(stream, { subjects_filter: subjectFilter });
  const subjects = Object.keys(state.subjects ?? {});
  for (let from = 0; from < subjects.length; from += pageMessages) {
    yield* await jsm.direct.getLastMessagesFor(stream, { multi_last: subjects.slice(from, from + pageMessages) });
  }
}

/** The last message of one subject, or null. */
export const readLastOf = async (jsm: JetStreamManager, stream: StreamName, subject: string): Promise<StoredMessage | null> =>
  jsm.direct.getMessage(stream, { last_by_subj: subject });

/** All messages of one subject at or after a stream sequence, in order, up to what is stored now. */
export async function* readForward(
  jsm: JetStreamManager,
  stream: StreamName,
  subject: string,
  fromSequence: number,
): AsyncGenerator<StoredMessage> {
  let next = Math.max(1, fromSequence);
  for (;;) {
    let received = 0;
    for await (const message of await page(jsm, stream, subject, next)) {
      received += 1;
      next = message.seq + 1;
      yield message;
    }
    if (received < pageMessages) return;
  }
}

const noMessages = 404;

const page = async (jsm: JetStreamManager, stream: StreamName, subject: string, from: number): Promise<AsyncIterable<StoredMessage>> => {
  try {
    return await jsm.direct.getBatch(stream, { seq: from, next_by_subj: subject, batch: pageMessages });
  } catch (error) {
    if (error instanceof JetStreamApiError && error.status === noMessages) return empty();
    throw error;
  }
};

async function* empty(): AsyncGenerator<StoredMessage> {}
