import { aBlindness, aListing, aSighting, key } from '@tickettape/book/examples';
import { minorDigits } from '@tickettape/contracts';
import type { FreshDatabase } from '@tickettape/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshMigratedDatabase } from '../database/migrated.examples.js';
import { eventsProjection } from '../events/events.projection.js';
import { projectAnew } from '../price-history/projected.examples.js';
import { after } from '../price-history/timed-tape.examples.js';
import { applyFacts } from '../projector/apply.examples.js';
import { tracked } from '../storage.examples.js';
import { look } from '../tape.examples.js';

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshMigratedDatabase();
  await applyFacts(fresh.url, eventsProjection, [tracked(key.eventId)]);
});
afterAll(() => fresh.drop());

const rows = async (text: string) => (await fresh.pool.query<Record<string, unknown>>(text)).rows;

const tape = look([
  after(0, aSighting([aListing('a'), aListing('b', { allInPrice: 20_050, quantity: 4 })])),
  after(10, aBlindness()),
  after(20, aSighting([aListing('b', { quantity: null })])),
]);

describe('the statistics that the project began from', () => {
  it('are there for every complete look, in major units', async () => {
    await projectAnew(fresh, tape);
    expect(await rows('select * from ticket_stats order by "timestamp"')).toEqual([
      {
        event_id: '1',
        event_name: `Event ${key.eventId}`,
        min_price: '100.00',
        max_price: '200.50',
        avg_price: '150.25',
        total_listings: '2',
        total_tickets: '6',
        timestamp: new Date('2026-11-20T21:30:00Z'),
        currency_code: 'USD',
      },
      expect.objectContaining({ min_price: '100.00', total_listings: '1', total_tickets: null }),
    ]);
  });
});

describe('the listings at an instant, as the project began', () => {
  it('are those of the last look', async () => {
    await projectAnew(fresh, tape);
    expect(await rows(`select * from listings_at(1, '2026-11-20T21:35:00Z') where listing_id = 'b'`)).toEqual([
      {
        listing_id: 'b',
        event_id: '1',
        section: '101',
        row: '7',
        available_tickets: '4',
        seller_net_proceeds: '80.00',
        seller_all_in_price: '200.50',
        currency_code: 'USD',
        timestamp: new Date('2026-11-20T21:30:00Z'),
      },
    ]);
    expect(await rows(`select * from listings_at(1, '2026-11-20T21:45:00Z')`)).toEqual([]);
  });
});

describe('money as people write it', () => {
  it('has as many digits as the contract says', async () => {
    const currencies = [...Intl.supportedValuesOf('currency'), 'BHD', 'CLF', 'UYW'];
    const found = await fresh.pool.query<{ code: string; digits: number }>(
      'select code, scale(major_units(1, code)) as digits from unnest($1::text[]) code',
      [currencies],
    );
    for (const { code, digits } of found.rows) expect([code, digits]).toEqual([code, minorDigits(code)]);
  });
});
