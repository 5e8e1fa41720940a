import { AppError } from '@tickettape/errors';
import type { DataSource, QueryRunner } from 'typeorm';
import { createDataSource } from './data-source.js';

export type Migrated = {
  /** Names of the migrations that ran now. */
  applied: string[];
  postgres: string;
  timescaledb: string;
  /** `apache` or `timescale`. */
  license: string;
};

/** Any number will do as long as it is always the same: it keeps two migrations of one database apart. */
const migrationLock = 7_266_834_021;

/**
 * Brings the live tables to the current schema, or those in `schema`. Safe to run again and from several places at once.
 * Throws DATABASE_UNAVAILABLE.
 */
export const migrateDatabase = async (url: string, schema: string | null = null): Promise<Migrated> => {
  const dataSource = createDataSource(url, schema);
  await dataSource.initialize().catch((cause: unknown) => {
    throw new AppError('DATABASE_UNAVAILABLE', { cause });
  });
  try {
    return await oneAtATime(dataSource, async (runner) => {
      const applied = await dataSource.runMigrations();
      return { applied: applied.map(({ name }) => name), ...(await serverOf(runner)) };
    });
  } finally {
    await dataSource.destroy();
  }
};

const oneAtATime = async <Value>(dataSource: DataSource, work: (runner: QueryRunner) => Promise<Value>): Promise<Value> => {
  const runner = dataSource.createQueryRunner();
  await runner.query('select pg_advisory_lock($1)', [migrationLock]);
  try {
    return await work(runner);
  } finally {
    // The lock belongs to the connection, which goes back to the pool.
    await runner.query('select pg_advisory_unlock($1)', [migrationLock]);
    await runner.release();
  }
};

const serverOf = async (runner: QueryRunner): Promise<Omit<Migrated, 'applied'>> => {
  const [server] = (await runner.query(`
    select current_setting('server_version') as postgres, current_setting('timescaledb.license') as license,
      (select extversion from pg_extension where extname = 'timescaledb') as timescaledb`)) as [Omit<Migrated, 'applied'>];
  return server;
};
