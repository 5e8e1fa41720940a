import { freshDatabase, type FreshDatabase } from '@tickettape/testing';
import { cpuMsOf, ownCpuMs } from './cpu.ts';
import type { Sweep } from './market.ts';
import { copySnapshots } from './seed-copy.ts';
import { createSeedTable, writeAsSeed } from './seed-table.ts';
import type { Span } from './span.ts';
import { walBytes } from './wal.ts';

/** The seed's table with its writer, and the same table filled as fast as anybody could. */
export type SeedStore = {
  database: FreshDatabase;
  write: (sweeps: readonly Sweep[]) => Promise<Span>;
  /** COPY BINARY of full snapshots from a client, all sweeps in one statement, in rows per second. */
  copy: (sweeps: readonly Sweep[]) => Promise<number>;
  /** COPY FROM a file on the server, in rows per second; NaN where we may not write one there. */
  copyOnServer: () => Promise<number>;
};

export const openSeedStore = async (): Promise<SeedStore> => {
  const database = await freshDatabase();
  await createSeedTable(database.pool);
  for (const name of ['copied', 'loaded']) await createSeedTable(database.pool, name);
  return {
    database,
    write: (sweeps) => write(database, sweeps),
    copy: (sweeps) => copy(database, sweeps),
    copyOnServer: () => copyOnServer(database).catch(() => Number.NaN),
  };
};

const write = async ({ pool }: FreshDatabase, sweeps: readonly Sweep[]): Promise<Span> => {
  const client = await pool.connect();
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const walBefore = await walBytes(pool);
  const before = { ms: performance.now(), ownCpuMs: ownCpuMs(), databaseCpuMs: cpuMsOf(rows[0]!.pid) };
  for (const sweep of sweeps) await writeAsSeed(client, sweep);
  const span = {
    sweeps: sweeps.length,
    ms: performance.now() - before.ms,
    ownCpuMs: ownCpuMs() - before.ownCpuMs,
    databaseCpuMs: cpuMsOf(rows[0]!.pid) - before.databaseCpuMs,
    walBytes: (await walBytes(pool)) - walBefore,
  };
  client.release();
  return span;
};

const copy = async ({ pool }: FreshDatabase, sweeps: readonly Sweep[]): Promise<number> => {
  const client = await pool.connect();
  const startedAtMs = performance.now();
  await copySnapshots(client, sweeps, 'copied');
  const ms = performance.now() - startedAtMs;
  client.release();
  return (1_000 * rowsOf(sweeps)) / ms;
};

const rowsOf = (sweeps: readonly Sweep[]): number => sweeps.reduce((sum, { snapshot }) => sum + snapshot.length, 0);

const rowsInFile = 100_000;

/** Into the folder of the server, which goes with the run. */
const copyOnServer = async ({ pool }: FreshDatabase): Promise<number> => {
  const { rows } = await pool.query<{ file: string }>(`select current_setting('data_directory') || '/bench-rows' as file`);
  const file = rows[0]!.file;
  const { rowCount } = await pool.query(`copy (select * from copied limit ${rowsInFile}) to '${file}' (format binary)`);
  const startedAtMs = performance.now();
  await pool.query(`copy loaded from '${file}' (format binary)`);
  return (1_000 * rowCount!) / (performance.now() - startedAtMs);
};
