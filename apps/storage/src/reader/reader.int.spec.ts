import { freshDatabase, type FreshDatabase } from '@tickettape/testing';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrateDatabase } from '../database/migrate-database.js';
import { freshMigratedDatabase } from '../database/migrated.examples.js';
import { readableRelations } from './read-surface.js';

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshMigratedDatabase();
});
afterAll(() => fresh.drop());

/** As the reader, without its settings, which count from a log-in on. */
const asReader = async <Value>(work: (client: Client) => Promise<Value>): Promise<Value> => {
  const client = new Client({ connectionString: fresh.url });
  await client.connect();
  try {
    await client.query('set role tickettape_reader');
    return await work(client);
  } finally {
    await client.end();
  }
};

describe('the role for dashboards', () => {
  it('reads the whole read surface', () =>
    asReader(async (client) => {
      for (const relation of readableRelations) await client.query(`select * from ${relation} limit 1`);
      for (const call of ['coverage()', `price_history('s', 'e')`, `book_at('s', 'e', now())`, `listing_history('s', 'e', 'l')`])
        await client.query(`select * from ${call}`);
    }));

  it('reads nothing else and writes nothing at all', () =>
    asReader(async (client) => {
      await expect(client.query('select * from migrations')).rejects.toMatchObject({ code: '42501' });
      await expect(client.query('delete from gaps')).rejects.toMatchObject({ code: '42501' });
      await expect(client.query(`select advance_projection('books', 1, 1, null)`)).rejects.toMatchObject({ code: '42501' });
      await expect(client.query('create table mine ()')).rejects.toMatchObject({ code: '42501' });
    }));

  it('cannot log in until an operator says so, and has a statement time-out from then on', async () => {
    const { rows } = await fresh.pool.query<{ rolcanlogin: boolean; setconfig: string[] }>(`
      select rolcanlogin, setconfig from pg_roles
      join pg_db_role_setting on setrole = pg_roles.oid and setdatabase = (select oid from pg_database where datname = current_database())
      where rolname = 'tickettape_reader'`);
    expect(rows).toEqual([
      { rolcanlogin: false, setconfig: expect.arrayContaining(['statement_timeout=15s', 'default_transaction_read_only=on']) },
    ]);
  });

  it('is made once for all databases of a server, also when two are migrated at the same time', async () => {
    const others = await Promise.all([freshDatabase(), freshDatabase()]);
    try {
      const migrated = await Promise.all(others.map(({ url }) => migrateDatabase(url)));
      expect(migrated.every(({ applied }) => applied.length > 0)).toBe(true);
    } finally {
      await Promise.all(others.map((database) => database.drop()));
    }
  });
});
