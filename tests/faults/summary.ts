import type { RunResult } from './run.js';

/** What a suite found, as `--json` prints it. */
export type Summary = {
  runs: number;
  passed: number;
  failed: number;
  seed: number;
  /** How often each kind of fault was injected. */
  faults: Record<string, number>;
  /** Of the kills mid-batch, those in which the database was really in the middle of a transaction. */
  caughtMidBatch: number;
  poisons: number;
  repeats: number;
  /** Milliseconds from the end of the active replica until the stand-by writes. */
  takeOverMs: { measured: number; p50: number | null; max: number | null };
  messages: number;
  rows: number;
  seconds: number;
  failures: { seed: number; what: string[]; artefacts: string | null; repeat: string }[];
};

export const summarise = (results: readonly RunResult[]): Summary => {
  const performed = results.flatMap((result) => result.performed).filter(({ missed }) => missed !== true);
  const takeOvers = performed.flatMap(({ takeOverMs }) => takeOverMs ?? []).toSorted((one, other) => one - other);
  const failed = results.filter(({ failures }) => failures.length > 0);
  const sum = (count: (result: RunResult) => number) => results.reduce((total, result) => total + count(result), 0);
  return {
    runs: results.length,
    passed: results.length - failed.length,
    failed: failed.length,
    seed: results[0]?.seed ?? 0,
    faults: countBy(performed.map(({ fault }) => fault.kind)),
    caughtMidBatch: performed.filter(({ midBatch }) => midBatch === true).length,
    poisons: sum(({ poisons }) => poisons),
    repeats: sum(({ repeats }) => repeats),
    takeOverMs: { measured: takeOvers.length, p50: takeOvers[takeOvers.length >> 1] ?? null, max: takeOvers.at(-1) ?? null },
    messages: sum(({ messages }) => messages),
    rows: sum(({ rows }) => rows),
    seconds: Math.round(sum(({ seconds }) => seconds)),
    failures: failed.map(({ seed, failures, artefacts }) => ({ seed, what: failures, artefacts, repeat: repeatOf(seed) })),
  };
};

export const repeatOf = (seed: number): string => `npm run test:faults -- --runs 1 --seed ${seed}`;

const countBy = (names: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const name of names.toSorted()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
};
