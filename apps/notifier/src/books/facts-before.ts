import type { JetStreamManager } from '@nats-io/jetstream';
import { BookFact, tapeHeaders } from '@tickettape/contracts';
import type { StoredMessage } from '@tickettape/jetstream';
import { previousSequenceOf } from '@tickettape/tape';
import { factOf, readFacts } from '../tape/read-facts.js';

/** A message of BOOKS, however it was read. */
export type TapeMessage = Pick<StoredMessage, 'seq' | 'subject' | 'header'>;

/**
 * The facts of a book that stand before `message`, oldest first, from a stream sequence on. The sequence number that a message without contract
 * leaves out makes the book unseen until its next keyframe.
 */
export async function* factsBefore(jsm: JetStreamManager, message: TapeMessage, from: number): AsyncGenerator<BookFact> {
  for await (const { fact, position } of readFacts(jsm, { stream: 'BOOKS', subject: message.subject, from, schema: BookFact })) {
    if (position >= message.seq) return;
    if (fact) yield fact;
  }
}

/**
 * Stream sequence from which on everything must be read to know the book before `message` and its prices since `sinceMs`: that of a keyframe
 * or of a loss of coverage no younger than that. Goes back from keyframe to keyframe, so a long window costs few requests.
 */
export const startBefore = async (jsm: JetStreamManager, message: TapeMessage, sinceMs: number): Promise<number> => {
  const previous = previousSequenceOf(message);
  if (previous === null) return 1;
  if (previous === 0) return message.seq;
  const last = await jsm.direct.getMessage('BOOKS', { seq: previous });
  if (last === null) return previous + 1;
  const start = await standingAlone(jsm, last);
  const isFarEnough = start !== null && Date.parse(start.fact.data.observedAt) <= sinceMs;
  return isFarEnough ? start.message.seq : startBefore(jsm, start?.message ?? last, sinceMs);
};

type Standing = { message: StoredMessage; fact: BookFact };

/** `last` itself if it needs nothing before it, else the keyframe it points to; null where neither can be told. */
const standingAlone = async (jsm: JetStreamManager, last: StoredMessage): Promise<Standing | null> => {
  const fact = factOf(BookFact, last);
  if (fact?.type === 'book.keyframed.v1' || fact?.type === 'coverage.lost.v1') return { message: last, fact };
  const pointer = Number(last.header.get(tapeHeaders.keyframe));
  const keyframe = pointer > 0 ? await jsm.direct.getMessage('BOOKS', { seq: pointer }) : null;
  const told = keyframe && factOf(BookFact, keyframe);
  return keyframe && told ? { message: keyframe, fact: told } : null;
};
