import type { JetStreamManager } from '@nats-io/jetstream';
import { streamNames, tapeHeaders, type StreamName } from '@tickettape/contracts';
import { readForward, type StoredMessage } from './read.js';

/** A message that could not be handled, as DEAD keeps it. */
export type DeadLetter = {
  /** Its sequence in DEAD. */
  sequence: number;
  buriedAt: Date;
  /** Who could not handle it. */
  service: string;
  consumer: string;
  reason: string;
  /** Where it came from; null where DEAD does not tell, as for a message that somebody put there by hand. */
  origin: { stream: StreamName; sequence: number; subject: string } | null;
  body: Uint8Array;
  /** Its own headers, without those that tell of its end. */
  headers: Record<string, string[]>;
};

/** All of them, oldest first. */
export async function* readDeadLetters(jsm: JetStreamManager): AsyncGenerator<DeadLetter> {
  for await (const message of readForward(jsm, 'DEAD', 'dead.*.*', 1)) yield deadLetterOf(message);
}

/** null where DEAD holds no such message, or no longer. */
export const readDeadLetter = async (jsm: JetStreamManager, sequence: number): Promise<DeadLetter | null> => {
  const message = await jsm.direct.getMessage('DEAD', { seq: sequence });
  return message && deadLetterOf(message);
};

/** Takes one out of DEAD when nothing more is to be done about it. */
export const removeDeadLetter = async (jsm: JetStreamManager, { sequence }: DeadLetter): Promise<void> => {
  await jsm.streams.deleteMessage('DEAD', sequence, false);
};

const deadLetterOf = ({ seq, time, subject, header, data }: StoredMessage): DeadLetter => {
  const [, service = '', consumer = ''] = subject.split('.');
  return {
    sequence: seq,
    buriedAt: time,
    service,
    consumer,
    reason: header.get(tapeHeaders.deadReason),
    origin: originOf(header),
    body: data,
    headers: Object.fromEntries([...header].filter(([name]) => !tellsOfTheEnd.test(name))),
  };
};

/** Ours, and those with which the server answers a direct request. */
const tellsOfTheEnd = /^(tape-dead-|nats-(stream|sequence|time-stamp|subject|msg-id|num-pending|last-sequence|up-to-sequence)$)/i;

const originOf = (header: StoredMessage['header']): DeadLetter['origin'] => {
  const stream = streamNames.find((name) => name === header.get(tapeHeaders.deadStream));
  const sequence = Number(header.get(tapeHeaders.deadSequence));
  return stream && sequence > 0 ? { stream, sequence, subject: header.get(tapeHeaders.deadSubject) } : null;
};
