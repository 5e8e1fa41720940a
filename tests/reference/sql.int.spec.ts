import type { FreshDatabase } from '@tickettape/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshMigratedDatabase } from '../../apps/storage/src/database/migrated.examples.js';
import { readableRelations } from '../../apps/storage/src/reader/read-surface.js';
import { answer, readCatalog, sqlPage } from './sql-page.js';
import { sqlExamples } from './sql-examples.js';
import { projectSample } from './sql-sample.js';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshMigratedDatabase();
  await projectSample(database);
});
afterAll(() => database.drop());

describe('the reference of the database', () => {
  it('says what the catalog says', async () => {
    await expect(await sqlPage(database.pool)).toMatchFileSnapshot('../../docs/reference/sql.md');
  });

  it('knows a meaning of every table, view, type and function', async () => {
    const { relations, routines } = await readCatalog(database.pool);
    expect([...relations, ...routines].filter(({ comment }) => comment === null).map(({ name }) => name)).toEqual([]);
  });

  it('shows dashboards every table and view there is, but for what is named here', async () => {
    const { relations } = await readCatalog(database.pool);
    const hidden: string[] = [];
    const names = relations.filter(({ kind }) => kind !== 'type').map(({ name }) => name);
    expect(names.filter((name) => !hidden.includes(name)).toSorted()).toEqual([...readableRelations].toSorted());
  });

  it.each(sqlExamples)('has an answer to: $question', async ({ sql }) => {
    expect((await answer(database.pool, sql)).rows.length).toBeGreaterThan(0);
  });
});
