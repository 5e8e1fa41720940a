import type { JetStreamManager } from '@nats-io/jetstream';
import { streamSubjects, type StreamName } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import { parseMessage, readLast } from '@tickettape/jetstream';
import type { z } from 'zod';

/** The last fact of every subject of a stream, with the lock of each. */
export type LastFacts<Fact> = {
  facts: readonly Fact[];
  /** Stream sequence of the last message, by subject. */
  sequences: ReadonlyMap<string, number>;
  /** Subjects whose last message meets no contract: what they are about cannot be known and must not be written over. */
  unreadable: ReadonlySet<string>;
};

/** Throws NATS_UNAVAILABLE. */
export const readLastFacts = async <Schema extends z.ZodType>(
  jsm: JetStreamManager,
  stream: StreamName,
  schema: Schema,
): Promise<LastFacts<z.output<Schema>>> => {
  const facts: z.output<Schema>[] = [];
  const sequences = new Map<string, number>();
  const unreadable = new Set<string>();
  try {
    for await (const message of readLast(jsm, stream, streamSubjects[stream][0])) {
      sequences.set(message.subject, message.seq);
      try {
        facts.push(parseMessage(schema, message));
      } catch {
        unreadable.add(message.subject);
      }
    }
  } catch (cause) {
    throw new AppError('NATS_UNAVAILABLE', { cause, detail: stream });
  }
  return { facts, sequences, unreadable };
};
