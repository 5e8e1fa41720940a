import type { StreamName } from '@tickettape/contracts';
import type { z } from 'zod';
import type { Statement } from '../database/statement.js';
import type { Writer } from '../database/writer.js';
import type { Gap } from '../gaps/gap.js';

/** A fact with its place on the tape. */
export type Recorded<Fact> = {
  fact: Fact;
  /** Stream sequence of its message. */
  position: number;
  subject: string;
  /** When the stream stored it, UTC. */
  storedAt: string;
};

export type Projected<Known> = {
  statements: Statement[];
  gaps: Gap[];
  /** What is known after the batch, where it changed; it counts only once the rows are committed. */
  known: ReadonlyMap<string, Known>;
};

/** Turns the facts of one stream into rows. */
export type Projection<Fact, Known> = {
  name: string;
  /** Raise it when the meaning of a row changes. */
  version: number;
  stream: StreamName;
  schema: z.ZodType<Fact>;
  /** What the tables say about what the next facts build on. */
  load(writer: Writer): Promise<Map<string, Known>>;
  /** The rows of a batch, in order. Pure: what is known is not touched. */
  project(batch: readonly Recorded<Fact>[], known: ReadonlyMap<string, Known>): Projected<Known>;
};

export type AnyProjection = Projection<unknown, unknown>;
