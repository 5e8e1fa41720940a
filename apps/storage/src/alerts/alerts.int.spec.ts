import type { AlertStreamFact } from '@tickettape/contracts';
import type { FreshDatabase } from '@tickettape/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freshMigratedDatabase } from '../database/migrated.examples.js';
import { applyFacts } from '../projector/apply.examples.js';
import { closed, opened } from '../storage.examples.js';
import { alertsProjection } from './alerts.projection.js';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshMigratedDatabase();
});
afterAll(() => database.drop());
beforeEach(() => database.pool.query('truncate alerts'));

const rows = async (table: 'alerts', ...facts: AlertStreamFact[]) => {
  await applyFacts(database.url, alertsProjection, facts);
  return (await database.pool.query<Record<string, unknown>>(`select * from ${table}`)).rows;
};

describe('the table of alerts', () => {
  it('holds one row per episode, with its evidence, until it is closed', async () => {
    expect(await rows('alerts', opened())).toMatchObject([{ alert_id: 'w1-1', closed_at: null, evidence: { after: { getIn: 8_900 } } }]);
    expect(await rows('alerts', closed())).toMatchObject([
      { closed_at: new Date('2026-11-21T12:00:00Z'), close_reason: 'get-in 95.00 USD' },
    ]);
  });

  it('does not change when facts are met again', async () => {
    const before = await rows('alerts', opened(), closed());
    expect(await rows('alerts', opened(), closed())).toEqual(before);
  });
});
