import { envelope, type AlertStreamFact } from '@tickettape/contracts';
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
beforeEach(() => database.pool.query('truncate alerts, watch_blindness'));

const rows = async (table: 'alerts' | 'watch_blindness', ...facts: AlertStreamFact[]) => {
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

describe('the table of blind watches', () => {
  const about = (id: string, time: string) => ({ id, source: '/spec', subject: 'w1', time });
  const told = {
    source: 'stubhub',
    eventId: '1',
    watchId: 'w1',
    name: 'Cheap seats',
    channels: ['log' as const],
    noticeId: 'w1:blind:1',
    blindness: 1,
    position: 7,
  };
  const since = '2026-11-21T10:00:00.000Z';
  const blinded = envelope('watch.blinded.v1', about('w1:blind:1:blinded', '2026-11-21T10:30:00.000Z'), {
    ...told,
    since,
    toleranceSeconds: 1_800,
    reason: 'blocked' as const,
    detail: 'the source answered 403',
    lastSeen: null,
  });
  const gap = { from: null, to: '2026-11-21T12:00:00.000Z' };
  const sighted = envelope('watch.sighted.v1', about('w1:blind:1:sighted', gap.to), {
    ...told,
    gap,
    before: null,
    after: null,
    missed: 'two hours',
  });

  it('tells since when a watch cannot be judged, and what it may have missed when it can again', async () => {
    const blind = { watch_id: 'w1', since: new Date(since), told_at: new Date('2026-11-21T10:30:00Z'), reason: 'blocked' };
    expect(await rows('watch_blindness', blinded)).toMatchObject([{ ...blind, sighted_at: null, missed: null }]);
    expect(await rows('watch_blindness', sighted)).toMatchObject([{ ...blind, sighted_at: new Date(gap.to), missed: 'two hours' }]);
    expect(await rows('watch_blindness', blinded, sighted)).toHaveLength(1);
  });
});
