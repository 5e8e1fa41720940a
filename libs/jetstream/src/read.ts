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

/** All messages of one subject at or after a stream sequence or an instant, in order, up to what is stored now; `pageSize` of them are asked for at once. */
export async function* readForward(
  jsm: JetStreamManager,
  stream: StreamName,
  subject: string,
  from: number | Date,
  pageSize = pageMessages,
): AsyncGenerator<StoredMessage> {
  let start: Start = typeof from === 'number' ? { seq: Math.max(1, from) } : { start_time: from };
  for (;;) {
    const messages = await page(jsm, stream, { ...start, next_by_subj: subject, batch: pageSize });
    yield* messages;
    if (messages.length < pageSize) return;
    start = { seq: messages.at(-1)!.seq + 1 };
  }
}

type Start = { seq: number } | { start_time: Date };
type PageQuery = Start & { next_by_subj: string; batch: number };

const page = async (jsm: JetStreamManager, stream: StreamName, query: PageQuery): Promise<StoredMessage[]> => {
  try {
    return await Array.fromAsync(await jsm.direct.getBatch(stream, query));
  } catch (error) {
    if (isNothingFound(error)) return [];
    throw error;
  }
};

/** Whether a direct request found no message. The library exports no class for this status (404), so its text it is; a test on the real server holds it. */
export const isNothingFound = (error: unknown): boolean => error instanceof Error && error.message === 'message not found';
