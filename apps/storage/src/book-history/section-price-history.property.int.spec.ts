import { statisticsOf } from '@tickettape/book';
import { aListing, aSighting, key } from '@tickettape/book/examples';
import type { Listing } from '@tickettape/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { database, fresh, useDatabase } from '../database/use-database.examples.js';
import { projectAnew } from '../price-history/projected.examples.js';
import { after, anyTimedTape } from '../price-history/timed-tape.examples.js';
import { look, type Look } from '../tape.examples.js';

useDatabase();

const of = [key.source, key.eventId];
const hourMs = 3_600_000;
const hourOf = ({ fact }: Look) => Math.floor(Date.parse(fact.data.observedAt) / hourMs);

/** The books as of the last complete look in every hour that has one. */
const closings = (tape: readonly Look[]) => {
  const last = new Map(tape.filter(({ fact }) => 'complete' in fact.data && fact.data.complete).map((seen) => [hourOf(seen), seen]));
  return [...last].map(([hour, { fact, book }]) => ({
    bucket: new Date(hour * hourMs).toISOString(),
    observedAt: fact.data.observedAt,
    listings: book.status === 'seen' ? [...book.listings.values()] : [],
  }));
};

const thirdLowest = (listings: readonly Listing[]) =>
  listings
    .filter(({ allInPrice, currency }) => allInPrice !== null && currency !== null)
    .map(({ allInPrice }) => allInPrice!)
    .toSorted((one, other) => one - other)[2] ?? null;

const figures = (listings: readonly Listing[]) => {
  const { mean: _, ...stats } = statisticsOf(listings);
  return { ...stats, floor: stats.currency === null ? null : thirdLowest(listings) };
};

const byPart = (rows: { bucket: string; name: string | null }[]) =>
  rows.toSorted(
    (one, other) => one.bucket.localeCompare(other.bucket) || JSON.stringify(one.name).localeCompare(JSON.stringify(other.name)),
  );

describe.each(['section', 'zone'] as const)('the price history of a %s', (part) => {
  const ask = (rest = '') =>
    database.query<{ bucket: string; name: string | null }>(
      `select bucket, ${part} as name, observed_at as "observedAt", currency, min, floor, p10, median, max, listings, tickets
       from ${part}_price_history($1, $2, '1 hour'${rest})`,
      of,
    );

  it('is that of its listings in the book of the recorder at the last complete look of every hour', () =>
    fc.assert(
      fc.asyncProperty(anyTimedTape(10), async (tape) => {
        await projectAnew(fresh, tape);
        const found = (await ask()).filter((row) => 'observedAt' in row && row.observedAt !== null);
        const books = closings(tape);
        const names = new Set(books.flatMap(({ listings }) => listings.map((listing) => listing[part])));
        const expected = books.flatMap(({ listings, ...closing }) =>
          [...names].map((name) => ({ ...closing, name, ...figures(listings.filter((listing) => listing[part] === name)) })),
        );
        expect(byPart(found)).toEqual(byPart(expected));
      }),
      { numRuns: 12 },
    ));
});

describe('the floor beside the get-in', () => {
  const floors = async (listings: readonly Listing[]) => {
    await projectAnew(fresh, look([after(0, aSighting(listings))]));
    return database.query('select min, floor, currency from floor_history($1, $2)', of);
  };
  const priced = (prices: readonly number[], told: Partial<Listing> = {}) =>
    prices.map((allInPrice, index) => aListing(String(index), { allInPrice, ...told }));

  it('is not moved by two wrong offers', async () => {
    expect(await floors(priced([1, 2, 9_000, 9_100]))).toEqual([{ min: 1, floor: 9_000, currency: 'USD' }]);
  });

  it('is not known where hardly anything is offered, or currencies are mixed', async () => {
    expect(await floors(priced([8_000, 9_000]))).toEqual([{ min: 8_000, floor: null, currency: 'USD' }]);
    expect(await floors([...priced([1, 2, 3, 4]), aListing('x', { currency: 'EUR' })])).toEqual([
      { min: null, floor: null, currency: null },
    ]);
  });
});

describe('the book over time', () => {
  it('begins in the middle of a tape as it does at its start', () =>
    fc.assert(
      fc.asyncProperty(anyTimedTape(12), fc.nat(11), async (tape, place) => {
        await projectAnew(fresh, tape);
        const from = tape[place % tape.length]!.fact.data.observedAt;
        const columns = 'bucket, observed_at, listing_id, all_in_price';
        const whole = await database.query(`select ${columns} from book_history($1, $2, '1 hour') where observed_at >= $3 order by 1, 3`, [
          ...of,
          from,
        ]);
        expect(await database.query(`select ${columns} from book_history($1, $2, '1 hour', $3) order by 1, 3`, [...of, from])).toEqual(
          whole,
        );
      }),
      { numRuns: 15 },
    ));

  it('begins with the first keyframe where the looks before it were dropped', async () => {
    const seen = (minutes: number, price: number) => after(minutes, aSighting([aListing('a', { allInPrice: price }), aListing('b')]));
    await projectAnew(fresh, look(Array.from({ length: 55 }, (_, index) => seen(index, 9_000 + index))));
    await fresh.pool.query('delete from sweeps where sequence < 40');
    const shown = await database.query<{ bucket: string }>(`select * from book_history($1, $2, '1 minute')`, of);
    const closed = await database.query(`select * from book_closings($1, $2, '1 minute')`, of);
    const { rows } = await fresh.pool.query<{ sequence: string }>(`select min(sequence) as sequence from sweeps where kind = 'keyframe'`);
    const count = 55 - Number(rows[0]!.sequence) + 1;
    expect([closed.length, shown.length]).toEqual([count, 2 * count]);
  });
});
