import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, postgresServer, serverAccount, spawnBound, type PostgresServer } from '@tickettape/local-stack';
import { askForServer } from './ask-for-server.js';
import { createDatabase, type FreshDatabase } from './fresh-database.js';
import { until } from './until.js';

/**
 * `fast`: sessions are cut and everything is written out. `immediate`: no checkpoint, the next start recovers from the log.
 * `kill`: the server process is killed without warning.
 */
export type PostgresEnd = 'fast' | 'immediate' | 'kill';

export type FreshPostgres = {
  createDatabase: () => Promise<FreshDatabase>;
  /** Resolves when the server process is gone. */
  end: (how: PostgresEnd) => Promise<void>;
  /** Starts it again on the same port with what it had committed; resolves when it answers. */
  restart: () => Promise<void>;
  /** Ends it and removes its files. */
  stop: () => Promise<void>;
};

const signals = { fast: 'SIGINT', immediate: 'SIGQUIT', kill: 'SIGKILL' } as const satisfies Record<PostgresEnd, NodeJS.Signals>;

/** A PostgreSQL server of its own, which may be ended in any way. Throws where the test run knows only the address of one. */
export const freshPostgres = async (): Promise<FreshPostgres> => {
  const server = await askForServer('postgres-programs');
  if (!('binFolder' in server)) throw new Error('A PostgreSQL server that was only named cannot be killed by a test');
  const port = await freePort();
  const folder = join(server.folder, `postgres-${port}`);
  const postgres = await postgresServer({ binFolder: server.binFolder, folder, port, account: await serverAccount() });

  let child = await start(postgres);
  const end = async (how: PostgresEnd) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signals[how]);
    await gone;
  };
  return {
    createDatabase: () => createDatabase(postgres.url),
    end,
    restart: async () => void (child = await start(postgres)),
    stop: async () => {
      await end('immediate');
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};

/** After a kill the sessions of the old server need a moment to notice, and until then a new one refuses to start. */
const start = (postgres: PostgresServer): Promise<ChildProcess> =>
  until(() => launch(postgres), { timeoutMs: 60_000, pauseMs: 100, label: 'PostgreSQL answers' });

const launch = async ({ process: spec, ready }: PostgresServer): Promise<ChildProcess> => {
  const child = spawnBound({ ...spec, stopSignal: 'SIGQUIT' });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => said.splice(0, said.length - 20, String(data)));
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(`PostgreSQL ended:\n${said.join('')}`)));
  await Promise.race([ready(), ended]);
  ended.catch(() => undefined);
  return child;
};
