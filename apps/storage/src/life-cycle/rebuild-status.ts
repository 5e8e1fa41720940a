import type { RebuildPart, RebuildStatus } from '@tickettape/admin-answers';
import type { JetStreamManager } from '@nats-io/jetstream';
import { problemOf } from '../admin/problem.js';
import type { Query } from '../database/database.js';
import { projections } from '../projections.js';
import type { AnyProjection } from '../projector/projection.js';
import { streamInfo } from '../projector/stream.js';
import type { Builders } from './builders.js';
import { heldLocks } from './held-locks.js';
import { paceOf, secondsLeft } from './pace.js';
import { rebuildState } from './rebuild-state.js';
import { schemaInstant } from './schema-names.js';
import { readStandings, type Standing } from './standing.js';

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
