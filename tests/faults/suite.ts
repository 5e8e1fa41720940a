import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshPostgres } from '@tickettape/testing';
import { runOnce, type RunResult } from './run.js';

export type SuiteSettings = {
  runs: number;
  /** Of the first run; each of the following has the next number. */
  seed: number;
  onRun?: (result: RunResult, index: number) => void;
};

/** Runs one after the other, on one PostgreSQL server that is killed again and again. */
export const runSuite = async ({ runs, seed, onRun = () => undefined }: SuiteSettings): Promise<RunResult[]> => {
  // Made by the first run that fails.
  const artefactFolder = join(tmpdir(), `tickettape-faults-${randomUUID().slice(0, 8)}`);
  const postgres = await freshPostgres();
  const results: RunResult[] = [];
  try {
    for (let index = 0; index < runs; index += 1) {
      const result = await runOnce(seed + index, postgres, artefactFolder);
      results.push(result);
      onRun(result, index);
    }
    return results;
  } finally {
    await postgres.stop();
  }
};
