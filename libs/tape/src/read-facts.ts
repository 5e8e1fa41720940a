import type { JetStreamManager } from '@nats-io/jetstream';
import type { StreamName } from '@tickettape/contracts';
import { readForward } from '@tickettape/jetstream';
import type { z } from 'zod';

/** One message of the tape; `fact` is null where it meets no contract. */
export type Placed<Fact> = { fact: Fact | null; position: number };

/** All facts of the subjects that match, from a stream sequence on, up to what is stored now. One that meets no contract stops nobody. */
export async function* readFacts<Schema extends z.ZodType>(
  jsm: JetStreamManager,
  { stream, subject, from, schema }: { stream: StreamName; subject: string; from: number; schema: Schema },
): AsyncGenerator<Placed<z.output<Schema>>> {
  for await (const message of readForward(jsm, stream, subject, from)) yield { fact: factOf(schema, message), position: message.seq };
}

/** The fact a message holds; null where it meets no contract, also when it is not JSON. */
export const factOf = <Schema extends z.ZodType>(schema: Schema, message: { json(): unknown }): z.output<Schema> | null => {
  try {
    return schema.parse(message.json());
  } catch {
    return null;
  }
};
