import { access, chmod, chown, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { AppError } from '@tickettape/errors';
import type { Account } from '../processes/account.js';
import type { ProcessSpec } from '../processes/process-spec.js';
import { run } from '../processes/run.js';
import { waitUntil } from '../wait-until.js';
import { postgresSettings } from './postgres-settings.js';

export type PostgresServer = { process: ProcessSpec; url: string; ready: () => Promise<void> };

export type PostgresOptions = {
  /** Holds `postgres` and `initdb`. */
  binFolder: string;
  folder: string;
  port: number;
  account: Account | null;
};

/** PostgreSQL with TimescaleDB loaded, its cluster in `folder` created if need be; not started yet. */
export const postgresServer = async ({ binFolder, folder, port, account }: PostgresOptions): Promise<PostgresServer> => {
  await initialise(binFolder, folder, account);
  return {
    url: `postgres://tickettape@127.0.0.1:${port}/tickettape`,
    process: {
      name: 'postgres',
      command: join(binFolder, 'postgres'),
      args: ['-D', folder, ...postgresSettings(port)],
      env: cleanEnv(),
      account,
      // SIGINT is the fast shutdown: sessions are cut, nothing committed is lost.
      stopSignal: 'SIGINT',
      graceMs: 15_000,
    },
    ready: () => waitUntil(() => ensureDatabase(port), 30_000, 50),
  };
};

const initialise = async (binFolder: string, folder: string, account: Account | null): Promise<void> => {
  if (await exists(join(folder, 'PG_VERSION'))) return;
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o700);
  if (account) await chown(folder, account.uid, account.gid);
  const args = [
    '-D',
    folder,
    '-U',
    'tickettape',
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    '--data-checksums',
    '--no-instructions',
  ];
  await run(join(binFolder, 'initdb'), args, { env: cleanEnv(), account, cwd: '/' });
};

/** Creates the database `tickettape` when the server answers and has none yet. */
const ensureDatabase = async (port: number): Promise<void> => {
  const client = new Client({ connectionString: `postgres://tickettape@127.0.0.1:${port}/postgres`, connectionTimeoutMillis: 2000 });
  try {
    await client.connect();
    const { rowCount } = await client.query(`select from pg_database where datname = 'tickettape'`);
    if (rowCount === 0) await client.query('create database tickettape');
  } catch (cause) {
    throw new AppError('DATABASE_UNAVAILABLE', { detail: `127.0.0.1:${port}`, cause });
  } finally {
    await client.end().catch(() => undefined);
  }
};

/** Without the caller's PG… variables and locale, which the private server does not know. */
const cleanEnv = (): NodeJS.ProcessEnv => ({ PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', TZ: 'UTC' });

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
