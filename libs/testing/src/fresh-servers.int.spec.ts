import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, freshNats, freshPostgres, until, type FreshDatabase, type FreshNats, type FreshPostgres } from './index.js';

describe('freshNats', () => {
  let nats: FreshNats;
  beforeAll(async () => {
    nats = await freshNats();
  });
  afterAll(() => nats.stop());

  it('keeps what it acknowledged through kill -9 and a restart, and connections find it again', async () => {
    const connection = await nats.connect();
    await (await jetstreamManager(connection)).streams.add({ name: 'KEPT', subjects: ['kept'] });
    await jetstream(connection).publish('kept', 'precious');

    await nats.kill9();
    await nats.restart();

    const message = await until(async () =>
      (await jetstreamManager(connection, { timeout: 500 })).streams.getMessage('KEPT', { last_by_subj: 'kept' }),
    );
    expect(message?.string()).toBe('precious');
  });
});

describe('freshDatabase', () => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await freshDatabase({ timescale: true });
  });
  afterAll(() => database.drop());

  it('has TimescaleDB', async () => {
    await database.pool.query(`create table looks (at timestamptz not null); select create_hypertable('looks', 'at')`);
    const { rows } = await database.pool.query('select hypertable_name from timescaledb_information.hypertables');
    expect(rows).toEqual([{ hypertable_name: 'looks' }]);
  });

  it('is not shared', async () => {
    const other = await freshDatabase();
    expect((await other.pool.query(`select 1 from pg_tables where tablename = 'looks'`)).rowCount).toBe(0);
    await other.drop();
  });
});

describe('freshPostgres', () => {
  let postgres: FreshPostgres;
  beforeAll(async () => {
    postgres = await freshPostgres();
  });
  afterAll(() => postgres.stop());

  it.each(['fast', 'immediate', 'kill'] as const)('keeps what it committed through an end of the kind %s and a restart', async (how) => {
    const { pool, drop } = await postgres.createDatabase();
    await pool.query('create table kept as select 1 as precious');
    await postgres.end(how);
    await expect(pool.query('select 1')).rejects.toThrow();
    await postgres.restart();
    expect((await pool.query('table kept')).rows).toEqual([{ precious: 1 }]);
    await drop();
  });
});
