import { access, chown, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { AppError } from '@tickettape/errors';
import { expectReachable } from '../open-folder.js';
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
  if (account) {
    await expectReachable(binFolder, account, 'TICKETTAPE_CACHE_DIR');
    await expectReachable(dirname(folder), account, 'TICKETTAPE_DATA_DIR');
  }
  if (!(await exists(join(folder, 'PG_VERSION')))) await createCluster(binFolder, folder, account);
  await forgetDeadPostmaster(folder);
  return {
    url: `postgres://tickettape@127.0.0.1:${port}/tickettape`,
    process: {
      name: 'postgres',
      command: join(binFolder, 'postgres'),
      args: ['-D', folder, ...postgresSettings(port)],
      cwd: '/',
      env: cleanEnv(),
      account,
      // The fast shutdown: sessions are cut, nothing committed is lost.
      stopSignal: 'SIGINT',
      graceMs: 15_000,
    },
    ready: () => waitUntil(() => ensureDatabase(port), 30_000, 50),
  };
};

/** In a folder beside, so that one that was interrupted is never taken for a whole one. */
const createCluster = async (binFolder: string, folder: string, account: Account | null): Promise<void> => {
  const half = `${folder}.new`;
  await rm(half, { recursive: true, force: true });
  await mkdir(half, { mode: 0o700, recursive: true });
  if (account) await chown(half, account.uid, account.gid);
  const layout = ['--encoding=UTF8', '--locale=C.UTF-8', '--data-checksums', '--auth=trust', '--no-instructions'];
  await run(join(binFolder, 'initdb'), ['-D', half, '-U', 'tickettape', ...layout], { env: cleanEnv(), account, cwd: '/' });
  await rename(half, folder);
};

/** After a reboot the noted pid may belong to another program, and PostgreSQL would refuse to start for its sake. */
const forgetDeadPostmaster = async (folder: string): Promise<void> => {
  const note = join(folder, 'postmaster.pid');
  const pid = (await readFile(note, 'utf8').catch(() => '')).split('\n')[0];
  const program = pid && (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => ''));
  if (pid && program?.trim() !== 'postgres') await rm(note);
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
