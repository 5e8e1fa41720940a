import type { JetStreamManager, StoredMsg } from '@nats-io/jetstream';
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
    const messages = await page(jsm, stream, subject, next);
    yield* messages;
    if (messages.length < pageMessages) return;
    next = messages.at(-1)!.seq + 1;
  }
}

const page = async (jsm: JetStreamManager, stream: StreamName, subject: string, from: number): Promise<StoredMessage[]> => {
  try {
    return await Array.fromAsync(await jsm.direct.getBatch(stream, { seq: from, next_by_subj: subject, batch: pageMessages }));
  } catch (error) {
    if (error instanceof Error && error.message === nothingThere) return [];
    throw error;
  }
};

/** The library exports no class for this status (404), so its text it is; a test on the real server holds it. */
const nothingThere = 'message not found';
