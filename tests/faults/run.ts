import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until, type FreshPostgres } from '@tickettape/testing';
import { perform, type Performed } from './perform.js';
import { planRun, type Plan } from './plan/plan.js';
import { Recorder } from './recorder.js';
import { lastSequenceOf, readBooks, readDead } from './verdict/read-tape.js';
import { readTables, type PositionRow } from './verdict/read-tables.js';
import { judge, type Evidence } from './verdict/verdict.js';
import { replicaNames } from './world/replicas.js';
import { openWorld, type World } from './world/world.js';

export type RunResult = {
  seed: number;
  performed: Performed[];
  poisons: number;
  repeats: number;
  messages: number;
  rows: number;
  seconds: number;
  /** What was wrong, in words; empty for a run that passed. */
  failures: string[];
  /** Folder with what a failed run leaves to look at; null after one that passed. */
  artefacts: string | null;
};

/** One run on servers of its own, from the seed to the verdict. A run that cannot come to its end is one that failed. */
export const runOnce = async (seed: number, postgres: FreshPostgres, artefactFolder: string): Promise<RunResult> => {
  const startedAt = performance.now();
  const plan = planRun(seed);
  const world = await openWorld(postgres);
  try {
    const recorder = new Recorder(world.tape, `run:${seed}`);
    const failures: string[] = [];
    const performed = await perform(plan.steps, recorder, world).catch((error: unknown) => noted(failures, error, []));
    const evidence = await settle(world, recorder, failures).catch((error: unknown) => noted(failures, error, null));
    failures.push(...recorder.surprises, ...world.replicas.ownEnds, ...(evidence === null ? [] : judge(evidence)));
    const artefacts =
      failures.length === 0 ? null : await keep(join(artefactFolder, `seed-${seed}`), { plan, world, recorder, evidence, failures });
    return {
      seed,
      performed,
      poisons: recorder.planted.length,
      repeats: recorder.repeats,
      messages: evidence?.told.length ?? 0,
      rows: evidence?.tables.sweeps.length ?? 0,
      seconds: (performance.now() - startedAt) / 1_000,
      failures,
      artefacts,
    };
  } finally {
    await world.close();
  }
};

const noted = <Value>(failures: string[], error: unknown, instead: Value): Value => {
  failures.push(messageOf(error));
  return instead;
};

const messageOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message} (${messageOf(error.cause)})`;
};

const projectedStreams = ['CATALOG', 'BOOKS', 'WATCHES', 'ALERTS'] as const;

/** Waits until the tables are at the end of the tape and both replicas are well, and reads everything. */
const settle = async (world: World, { remembered, planted }: Recorder, failures: string[]): Promise<Evidence> => {
  const { tape, database, replicas } = world;
  const ends = Object.fromEntries(
    await Promise.all(projectedStreams.map(async (name) => [name, await lastSequenceOf(tape, name)] as const)),
  );
  const atEnd = ({ stream, position }: PositionRow) => position >= ends[stream]!;
  const positions = async () => (await database.pool.query<PositionRow>('select name, stream, position::int from projections')).rows;
  const caughtUp = async () => {
    const rows = await positions();
    return rows.length === projectedStreams.length && rows.every(atEnd);
  };
  await until(caughtUp, { timeoutMs: 45_000, label: 'the tables are at the end of the tape' }).catch((error: unknown) =>
    noted(failures, error, true),
  );
  for (const name of replicaNames)
    await until(() => replicas.isReady(name), { timeoutMs: 20_000, label: `storage ${name} is well` }).catch((error: unknown) =>
      noted(failures, error, true),
    );
  return { remembered, planted, told: await readBooks(tape), dead: await readDead(tape), tables: await readTables(database.pool), ends };
};

type Remains = { plan: Plan; world: World; recorder: Recorder; evidence: Evidence | null; failures: readonly string[] };

const keep = async (folder: string, { plan, world, recorder, evidence, failures }: Remains): Promise<string> => {
  await world.replicas.killAll();
  await mkdir(folder, { recursive: true });
  const write = (name: string, text: string) => writeFile(join(folder, name), text);
  const json = (value: unknown) =>
    JSON.stringify(value, (_, item) => (item instanceof Map ? [...item] : typeof item === 'bigint' ? String(item) : item), 1);
  const steps = plan.steps.map((step) => (step.kind === 'look' ? { kind: 'look', key: step.key } : step));
  await write('failures.txt', `${failures.join('\n')}\n`);
  await write('plan.json', json({ ...plan, steps }));
  await write('tape.ndjson', (evidence?.told ?? []).map((told) => JSON.stringify(told)).join('\n'));
  await write('tables.json', json({ tables: evidence?.tables, dead: evidence?.dead, ends: evidence?.ends, planted: recorder.planted }));
  for (const name of replicaNames) await write(`storage-${name}.log`, world.replicas.logs[name].join('\n'));
  return folder;
};
