import type { JetStreamManager } from '@nats-io/jetstream';
import { streamNames } from '@tickettape/contracts';
import { z } from 'zod';
import { Problem, problemOf } from '../admin/problem.js';
import type { Query } from '../database/database.js';
import { projections } from '../projections.js';
import type { AnyProjection } from '../projector/projection.js';
import { streamInfo } from '../projector/stream.js';
import type { Builders } from './builders.js';
import { heldLocks } from './held-locks.js';
import { paceOf, secondsLeft } from './pace.js';
import { rebuildState, rebuildStates } from './rebuild-state.js';
import { schemaInstant } from './schema-names.js';
import { readStandings, type Standing } from './standing.js';

export const RebuildPart = z.object({
  name: z.string(),
  version: z.int().nullable().describe('null before it began'),
  stream: z.enum(streamNames),
  position: z.int().describe('Stream sequence of the last message applied'),
  lastSequence: z.int().describe('Stream sequence of the last message of the stream'),
  lag: z.int().describe('Messages not applied yet'),
});
export type RebuildPart = z.output<typeof RebuildPart>;

export const RebuildStatus = z
  .object({
    schema: z.string().describe('PostgreSQL schema of its tables'),
    state: z.enum(rebuildStates),
    startedAt: z.iso.datetime(),
    messages: z.int().describe('Messages of all streams that it has behind it'),
    total: z.int().describe('Messages of all streams'),
    messagesPerSecond: z.int().nullable().describe('Over the last half minute; null where it is not known yet'),
    secondsLeft: z.int().nullable().describe('At that pace; null where it is not known'),
    problem: Problem.nullable().describe('Why this replica fails at it'),
    projections: z.array(RebuildPart),
  })
  .meta({ id: 'RebuildStatus' });
export type RebuildStatus = z.output<typeof RebuildStatus>;

/** How far the rebuild in `schema` is; any replica can tell, whichever builds it. */
export const readRebuildStatus = async (
  query: Query,
  jsm: JetStreamManager,
  schema: string,
  { all, problem, samples }: Builders,
): Promise<RebuildStatus> => {
  const standings = await readStandings(query, schema);
  const parts = await Promise.all(projections.map((projection) => readPart(jsm, projection, standings)));
  const held = await heldLocks(query, schema, projections);
  const error = problem ?? all.find(({ progress }) => progress.error !== null)?.progress.error ?? null;
  const [messages, total] = [sum(parts.map(({ position }) => position)), sum(parts.map(({ lastSequence }) => lastSequence))];
  const messagesPerSecond = paceOf(samples);
  return {
    schema,
    state: rebuildState({ lags: parts.map(({ version, lag }) => (version === null ? null : lag)), held, failing: error !== null }),
    startedAt: schemaInstant(schema),
    messages,
    total,
    messagesPerSecond,
    secondsLeft: secondsLeft(total - messages, messagesPerSecond),
    problem: problemOf(error),
    projections: parts,
  };
};

const readPart = async (jsm: JetStreamManager, { name, stream }: AnyProjection, standings: readonly Standing[]): Promise<RebuildPart> => {
  const standing = standings.find((candidate) => candidate.name === name);
  const position = standing?.position ?? 0;
  const lastSequence = Math.max(position, (await streamInfo(jsm, stream)).state.last_seq);
  return { name, version: standing?.version ?? null, stream, position, lastSequence, lag: lastSequence - position };
};

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
