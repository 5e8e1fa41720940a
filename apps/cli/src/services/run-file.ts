import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { serviceNames } from './names.js';

/** What a running system tells the other commands about itself. */
export const RunningSystem = z.object({
  /** Of the launcher. */
  pid: z.int().positive(),
  startedAt: z.iso.datetime(),
  /** Who brought NATS and the database. */
  provider: z.string(),
  /** Simulated seconds per real second; null where time is real. */
  speed: z.number().positive().nullable(),
  natsUrl: z.string(),
  databaseUrl: z.string(),
  services: z.partialRecord(z.enum(serviceNames), z.url()),
  /** null where no simulator runs. */
  marketplaceUrl: z.url().nullable(),
  /** What the launcher keeps alive: `pid` is null between a crash and the next start, `crashes` counts since the start. */
  processes: z.record(z.string(), z.object({ pid: z.int().nullable(), crashes: z.int().nonnegative() })),
});
export type RunningSystem = z.infer<typeof RunningSystem>;

const runFile = (dataFolder: string) => join(dataFolder, 'run.json');

/** For this user only: the address of the database may hold a password. Whoever reads it meets all of it or nothing. */
export const writeRunFile = (dataFolder: string, system: RunningSystem): void => {
  mkdirSync(dirname(runFile(dataFolder)), { recursive: true });
  const draft = `${runFile(dataFolder)}.new`;
  writeFileSync(draft, `${JSON.stringify(system, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, runFile(dataFolder));
};

export const removeRunFile = (dataFolder: string): void => rmSync(runFile(dataFolder), { force: true });

/** null when nothing runs on this folder; a file left behind by a launcher that was killed counts as nothing. */
export const readRunFile = (dataFolder: string): RunningSystem | null => {
  const system = parse(dataFolder);
  return system !== null && isAlive(system.pid) ? system : null;
};

const parse = (dataFolder: string): RunningSystem | null => {
  try {
    return RunningSystem.parse(JSON.parse(readFileSync(runFile(dataFolder), 'utf8')));
  } catch {
    return null;
  }
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};
