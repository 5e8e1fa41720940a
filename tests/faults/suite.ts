import { freshPostgres } from '@tickettape/testing';
import { runOnce, type RunResult } from './run.js';

export type SuiteSettings = {
  runs: number;
  /** Of the first run; each of the following has the next number. */
  seed: number;
  artefactFolder: string;
  onRun?: (result: RunResult, index: number) => void;
};

/** Runs one after the other, on one PostgreSQL server that is killed again and again. */
export const runSuite = async ({ runs, seed, artefactFolder, onRun = () => undefined }: SuiteSettings): Promise<RunResult[]> => {
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
