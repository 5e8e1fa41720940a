import { freshDatabase, type FreshDatabase } from '@tickettape/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bigintArray, textArray } from './binary.js';
import type { Statement } from './statement.js';
import { Writer } from './writer.js';

let database: FreshDatabase;
let writer: Writer;
beforeAll(async () => {
  database = await freshDatabase();
  await database.pool.query('create table things (id bigint primary key, name text)');
  writer = await Writer.open(database.url, 'spec', () => undefined);
});
afterAll(async () => {
  await writer.close();
  await database.drop();
});
beforeEach(() => database.pool.query('truncate things'));

const insertOne = (id: unknown, name: unknown): Statement => ({
  name: 'insert-one',
  text: 'insert into things values ($1, $2)',
  values: [id, name],
});
const insertMany = (ids: readonly number[]): Statement => ({
  name: 'insert-many',
  text: 'insert into things select * from unnest($1::bigint[], $2::text[])',
  values: [bigintArray(ids), textArray(ids.map((id) => `thing ${id}`))],
});
const things = async () =>
  (await database.pool.query<{ id: number; name: string | null }>('select id::int, name from things order by 1')).rows;

describe('a transaction', () => {
  it('carries numbers, text of any script, nothing and arrays', async () => {
    await writer.transaction([insertOne(1, 'Höhe “2”'), insertOne(2, null), insertOne(3, undefined), insertMany([4, 5])]);
    expect(await things()).toEqual([
      { id: 1, name: 'Höhe “2”' },
      { id: 2, name: null },
      { id: 3, name: null },
      { id: 4, name: 'thing 4' },
      { id: 5, name: 'thing 5' },
    ]);
  });

  it('is all or nothing, says what failed first, and can be tried again', async () => {
    await expect(writer.transaction([insertMany([1, 2]), insertOne(2, 'again'), insertOne('x', 'later')])).rejects.toMatchObject({
      code: '23505',
    });
    expect(await things()).toEqual([]);
    await writer.transaction([insertMany([1]), insertOne(2, 'two')]);
    expect(await things()).toHaveLength(2);
  });

  it('prepares anew what a failure kept from being prepared', async () => {
    const other: Statement = { name: 'other', text: 'update things set name = $1', values: ['renamed'] };
    await expect(writer.transaction([insertOne('x', ''), other])).rejects.toMatchObject({ code: '22P02' });
    await writer.transaction([insertOne(1, 'one'), other]);
    expect(await things()).toEqual([{ id: 1, name: 'renamed' }]);
  });

  it('refuses a value that is no parameter, and the connection goes on', async () => {
    await expect(writer.transaction([insertOne(1, new Date(0))])).rejects.toThrow();
    await writer.transaction([insertOne(1, 'one')]);
    expect(await things()).toHaveLength(1);
  });

  it('has room for more than it began with', async () => {
    const ids = Array.from({ length: 20_000 }, (_, index) => index);
    await writer.transaction([insertMany(ids), insertOne(-1, 'x'.repeat(300_000))]);
    const { rows } = await database.pool.query('select count(*)::int as count, max(length(name)) as longest from things');
    expect(rows).toEqual([{ count: 20_001, longest: 300_000 }]);
  });

  it('without statements is one too', () => writer.transaction([]));
});
