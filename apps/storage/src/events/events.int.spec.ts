import type { CatalogFact } from '@tickettape/contracts';
import type { FreshDatabase } from '@tickettape/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freshMigratedDatabase } from '../database/migrated.examples.js';
import { applyFacts } from '../projector/apply.examples.js';
import { revised, tracked, untracked } from '../storage.examples.js';
import { eventsProjection } from './events.projection.js';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshMigratedDatabase();
});
afterAll(() => database.drop());
beforeEach(() => database.pool.query('truncate events'));

const events = async (...facts: CatalogFact[]) => {
  await applyFacts(database.url, eventsProjection, facts);
  return (await database.pool.query<Record<string, unknown>>('select * from events order by event_id')).rows;
};

describe('the table of events', () => {
  it('holds an event as it was told last, and since when it is known', async () => {
    const [event] = await events(tracked('9812697'), revised('9812697', 2, { venue: 'Allianz Arena', notes: 'moved' }));
    expect(event).toMatchObject({
      event_id: '1',
      viagogo_id: '9812697',
      venue: 'Allianz Arena',
      notes: 'moved',
      is_tracked: true,
      event_date: new Date('2027-06-01T18:00:00Z'),
      created_at: new Date('2026-11-21T12:00:00Z'),
      updated_at: new Date('2026-11-21T13:00:00Z'),
      revision: '2',
      stream_seq: '2',
    });
  });

  it('keeps an event that is no longer tracked, and says why', async () => {
    const [event] = await events(tracked('1'), untracked('1', 2));
    expect(event).toMatchObject({ is_tracked: false, untracked_reason: 'removed' });
  });

  it('tracks it again under the same number', async () => {
    const rows = await events(tracked('1'), tracked('2'), untracked('1', 2), tracked('1', { revision: 3 }));
    expect(rows).toMatchObject([
      { event_id: '1', viagogo_id: '1', is_tracked: true, untracked_reason: null },
      { event_id: '2', viagogo_id: '2' },
    ]);
  });

  it('does not change when revisions are met again or late', async () => {
    const facts = [tracked('1'), revised('1', 2, { city: 'Berlin' }), revised('1', 3, { city: 'Hamburg' })];
    const rows = await events(...facts, facts[1]!, facts[0]!);
    expect(rows).toMatchObject([{ city: 'Hamburg', revision: '3', stream_seq: '3' }]);
  });

  it('leaves the instant unknown where the zone is', async () => {
    const [event] = await events(tracked('1', { timeZone: null, startsAt: null }));
    expect(event).toMatchObject({ event_date: null, time_zone: null });
  });

  it('does not mix up sources that use the same id', async () => {
    expect(await events(tracked('1'), tracked('1', { source: 'viagogo' }))).toHaveLength(2);
  });
});
