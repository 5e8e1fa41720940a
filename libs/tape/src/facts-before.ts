import type { JetStreamManager } from '@nats-io/jetstream';
import { BookFact, tapeHeaders } from '@tickettape/contracts';
import type { StoredMessage } from '@tickettape/jetstream';
import { previousSequenceOf } from './load-book.js';
import { factOf, readFacts, type Placed } from './read-facts.js';

/** A message of BOOKS, however it was read. */
export type TapeMessage = Pick<StoredMessage, 'seq' | 'subject' | 'header'>;

/**
 * The facts of a book that stand before `message`, oldest first, from a stream sequence on. The sequence number that a message without contract
 * leaves out makes the book unseen until its next keyframe.
 */
export async function* factsBefore(
  jsm: JetStreamManager,
  message: TapeMessage,
  from: number,
): AsyncGenerator<Placed<BookFact> & { fact: BookFact }> {
  for await (const { fact, position } of readFacts(jsm, { stream: 'BOOKS', subject: message.subject, from, schema: BookFact })) {
    if (position >= message.seq) return;
    if (fact) yield { fact, position };
  }
}

/** How far back the past of a book matters, in milliseconds: of the looks before the last one, and before each of those. */
export type Past = { streakMs: number; historyMs: number };

/**
 * Stream sequence from which on everything must be read, so that the looks of the `streakMs` before the last one, and the one before these, are known with
 * the `historyMs` before each: that of a keyframe, also of one before blindness. Goes back from keyframe to keyframe, so a long past costs few requests.
 */
export const startBefore = async (jsm: JetStreamManager, message: TapeMessage, { streakMs, historyMs }: Past): Promise<number> => {
  const first = await keyframeBefore(jsm, message, streakMs);
  if (typeof first === 'number') return first;
  const second = await keyframeBefore(jsm, first.message, historyMs, Date.parse(first.fact.data.observedAt));
  return typeof second === 'number' ? second : second.message.seq;
};

/** The youngest keyframe that stands before `message` and is at least `spanMs` older than the look before it, or than `atMs`; else where the book begins. */
const keyframeBefore = async (jsm: JetStreamManager, message: TapeMessage, spanMs: number, atMs?: number): Promise<Keyframe | number> => {
  let sinceMs = atMs === undefined ? null : atMs - spanMs;
  let at: TapeMessage = message;
  for (;;) {
    const previous = previousSequenceOf(at);
    if (previous === null) return 1;
    const last = previous === 0 ? null : await jsm.direct.getMessage('BOOKS', { seq: previous });
    if (last === null) return previous === 0 ? at.seq : previous + 1;
    const fact = factOf(BookFact, last);
    sinceMs ??= fact === null ? null : Date.parse(fact.data.observedAt) - spanMs;
    const keyframe = await keyframeOf(jsm, last, fact);
    if (keyframe !== null && sinceMs !== null && Date.parse(keyframe.fact.data.observedAt) <= sinceMs) return keyframe;
    at = keyframe?.message ?? last;
  }
};

type Keyframe = { message: StoredMessage; fact: BookFact };

/** `last` itself if it is a keyframe, else the one it points to; null where none is told, as in blindness. */
const keyframeOf = async (jsm: JetStreamManager, last: StoredMessage, fact: BookFact | null): Promise<Keyframe | null> => {
  if (fact?.type === 'book.keyframed.v1') return { message: last, fact };
  const pointer = Number(last.header.get(tapeHeaders.keyframe));
  const message = pointer > 0 ? await jsm.direct.getMessage('BOOKS', { seq: pointer }) : null;
  const told = message && factOf(BookFact, message);
  return message && told ? { message, fact: told } : null;
};

/** The first message of a subject that was stored at or after an instant; null where there is none. */
export const firstSince = async (jsm: JetStreamManager, subject: string, atMs: number): Promise<StoredMessage | null> => {
  const any = await jsm.direct.getMessage('BOOKS', { start_time: new Date(atMs) });
  return any === null ? null : jsm.direct.getMessage('BOOKS', { seq: any.seq, next_by_subj: subject });
};
