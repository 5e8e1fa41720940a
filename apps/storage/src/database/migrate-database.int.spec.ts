import { listingColumnNames } from '@tickettape/contracts';
import { freshDatabase, type FreshDatabase } from '@tickettape/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wideArray } from '../listings/listing-arrays.js';
import { listingPlaces } from '../listings/listing-columns.js';
import { createDataSource, neededMigrations } from './data-source.js';
import { migrateDatabase } from './migrate-database.js';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const columnsOf = async (table: string) => {
  const { rows } = await database.pool.query<{ column_name: string; data_type: string }>(
    'select column_name, data_type from information_schema.columns where table_name = $1',
    [table],
  );
  return new Map(rows.map(({ column_name, data_type }) => [column_name, data_type]));
};

describe('the migration', () => {
  it('applies every migration once, also when two run at the same time', async () => {
    const [one, other] = await Promise.all([migrateDatabase(database.url), migrateDatabase(database.url)]);
    expect([...one.applied, ...other.applied]).toEqual(neededMigrations);
    expect(one).toMatchObject({ postgres: expect.stringMatching(/^1[7-9]|^[2-9]\d/), license: expect.any(String) });
    expect((await migrateDatabase(database.url)).applied).toEqual([]);
  });

  it('has a place for every column of a listing', async () => {
    const [live, looks] = [await columnsOf('listings'), await columnsOf('sweeps')];
    for (const name of listingColumnNames) {
      const { column, array, type } = listingPlaces[name];
      expect([name, live.get(column.replaceAll('"', '')), looks.get(array)]).toEqual([name, type === 'text' ? 'text' : 'bigint', 'ARRAY']);
      if (type === 'money') expect([name, looks.get(wideArray(array))]).toEqual([name, 'ARRAY']);
    }
  });

  it('cuts the looks into chunks of seven days without an index by time alone', async () => {
    const { rows } = await database.pool.query(
      `select time_interval::text from timescaledb_information.dimensions where hypertable_name = 'sweeps'`,
    );
    expect(rows).toEqual([{ time_interval: '7 days' }]);
    const { rowCount } = await database.pool.query(`select from pg_indexes where tablename = 'sweeps'`);
    expect(rowCount).toBe(1);
  });

  it('can be taken back', async () => {
    const dataSource = await createDataSource(database.url).initialize();
    for (const _ of neededMigrations) await dataSource.undoLastMigration();
    await dataSource.destroy();
    const { rows } = await database.pool.query(`select tablename from pg_tables where schemaname = 'public' and tablename <> 'migrations'`);
    expect(rows).toEqual([]);
    expect((await migrateDatabase(database.url)).applied).toEqual(neededMigrations);
  });

  it('names a database that is not there', async () => {
    await expect(migrateDatabase('postgres://nobody@127.0.0.1:9/nothing')).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  });
});
