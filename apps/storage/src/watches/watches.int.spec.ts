import type { WatchFact } from '@tickettape/contracts';
import type { FreshDatabase } from '@tickettape/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freshMigratedDatabase } from '../database/migrated.examples.js';
import { applyFacts } from '../projector/apply.examples.js';
import { defined, paused, removed, resumed } from '../storage.examples.js';
import { watchesProjection } from './watches.projection.js';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshMigratedDatabase();
});
afterAll(() => database.drop());
beforeEach(() => database.pool.query('truncate watches'));

const watches = async (...facts: WatchFact[]) => {
  await applyFacts(database.url, watchesProjection, facts);
  return (await database.pool.query<Record<string, unknown>>('select * from watches order by watch_id')).rows;
};

describe('the table of watches', () => {
  it('holds a watch as it was defined last', async () => {
    expect(await watches(defined('w1'), defined('w1', 2, 8_000))).toMatchObject([
      {
        watch_id: 'w1',
        condition: { kind: 'get-in-below', price: 8_000, currency: 'USD' },
        channels: ['log', 'webhook'],
        revision: '2',
        removed_at: null,
      },
    ]);
  });

  it('keeps a removed watch, and forgets that when it is defined again', async () => {
    expect(await watches(defined('w1'), removed('w1', 2))).toMatchObject([{ removed_at: new Date('2026-11-21T12:00:00Z') }]);
    expect(await watches(defined('w1', 3))).toMatchObject([{ removed_at: null, revision: '3' }]);
  });

  it('says since when a watch is paused, until it is resumed or removed, also where it is defined anew meanwhile', async () => {
    const pausedAt = new Date('2026-11-21T12:00:00Z');
    expect(await watches(defined('w1'), paused('w1', 2), defined('w1', 3, 8_000))).toMatchObject([{ paused_at: pausedAt, revision: '3' }]);
    expect(await watches(resumed('w1', 4))).toMatchObject([{ paused_at: null, revision: '4' }]);
    expect(await watches(paused('w1', 5), removed('w1', 6), defined('w1', 7))).toMatchObject([{ paused_at: null, removed_at: null }]);
  });

  it('holds its settings, with what stands where nothing is told', async () => {
    const told = { tellOver: true, rearmSeconds: 60, severity: 'high' as const, recipients: ['alice'], origin: 'person' as const };
    const fact = defined('w1');
    expect(await watches({ ...fact, data: { ...fact.data, ...told } }, defined('w2'))).toMatchObject([
      { severity: 'high', recipients: ['alice'], settings: { tellOver: true, rearmSeconds: 60 }, origin: 'person' },
      { severity: 'normal', recipients: [], settings: {}, origin: 'sheet' },
    ]);
  });

  it('does not change when revisions are met again or late', async () => {
    expect(await watches(defined('w1'), removed('w1', 2), defined('w1'), removed('w1', 2))).toMatchObject([
      { revision: '2', stream_seq: '2' },
    ]);
  });
});
