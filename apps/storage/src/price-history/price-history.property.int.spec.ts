import { aBlindness, aListing, aSighting, key } from '@tickettape/book/examples';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { database, fresh, useDatabase } from '../database/use-database.examples.js';
import { look, type Look } from '../tape.examples.js';
import { projectAnew } from './projected.examples.js';
import { after, anyTimedTape } from './timed-tape.examples.js';

useDatabase();

const hourMs = 3_600_000;
const hourOf = ({ fact }: Look) => Math.floor(Date.parse(fact.data.observedAt) / hourMs) * hourMs;

const history = async (tape: readonly Look[]) => {
  await projectAnew(fresh, tape);
  return database.query('select * from price_history($1, $2)', [key.source, key.eventId]);
};

const statsOf = ({ fact }: Look) => (fact.type === 'coverage.lost.v1' ? null : fact.data.stats);

const expectedHour = (at: number, looks: readonly Look[]) => {
  const complete = looks.filter((candidate) => statsOf(candidate) !== null);
  const closing = complete.at(-1);
  const stats = closing ? statsOf(closing)! : null;
  const getIns = complete.flatMap((candidate) => {
    const { currency, min } = statsOf(candidate)!;
    return min !== null && currency === stats?.currency ? [min] : [];
  });
  const { listings = null, tickets = null, currency = null, min = null, p10 = null, median = null, mean = null, max = null } = stats ?? {};
  return {
    bucket: new Date(at).toISOString(),
    looks: looks.length,
    complete_looks: complete.length,
    observed_at: closing?.fact.data.observedAt ?? null,
    currency,
    min,
    p10,
    median,
    mean,
    max,
    listings,
    tickets,
    lowest_min: getIns.length > 0 ? Math.min(...getIns) : null,
  };
};

const expected = (tape: readonly Look[]) => {
  const hours = tape.map(hourOf);
  const count = (Math.max(...hours) - Math.min(...hours)) / hourMs + 1;
  return Array.from({ length: count }, (_, index) => Math.min(...hours) + index * hourMs).map((at) =>
    expectedHour(
      at,
      tape.filter((candidate) => hourOf(candidate) === at),
    ),
  );
};

describe('the price history of an event', () => {
  it('tells every hour as its last complete look left the market, and nothing where there was none', () =>
    fc.assert(
      fc.asyncProperty(anyTimedTape(12), async (tape) => {
        expect(await history(tape)).toEqual(expected(tape));
      }),
      { numRuns: 20 },
    ));

  it('is null while nothing was seen: not 0, and not what was before', async () => {
    const rows = await history(look([after(0, aSighting([aListing('a')])), after(60, aBlindness()), after(200, aSighting([]))]));
    expect(rows.map(({ looks, complete_looks, min, listings }) => [looks, complete_looks, min, listings])).toEqual([
      [1, 1, 10_000, 1],
      [1, 0, null, null],
      [0, 0, null, null],
      [1, 0, null, null],
    ]);
  });

  it('mixes no currencies', async () => {
    const mixed = [aListing('a'), aListing('b', { currency: 'EUR', allInPrice: 1 })];
    const euros = [aListing('b', { currency: 'EUR', allInPrice: 7_000 })];
    const rows = await history(look([after(0, aSighting([aListing('a')])), after(1, aSighting(euros)), after(40, aSighting(mixed))]));
    expect(rows).toMatchObject([
      { currency: 'EUR', min: 7_000, lowest_min: 7_000, listings: 1 },
      { currency: null, min: null, lowest_min: null, listings: 2 },
    ]);
  });

  it('has a row for every bucket that is asked for', async () => {
    await projectAnew(fresh, look([after(0, aSighting([aListing('a')]))]));
    const asked = `select bucket, listings from price_history('stubhub', '${key.eventId}', '1 day', '2026-11-19T12:00Z', '2026-11-21T12:00Z')`;
    expect(await database.query(asked)).toEqual([
      { bucket: '2026-11-19T00:00:00.000Z', listings: null },
      { bucket: '2026-11-20T00:00:00.000Z', listings: 1 },
      { bucket: '2026-11-21T00:00:00.000Z', listings: null },
    ]);
  });
});
