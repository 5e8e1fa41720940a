import { aBlindness, aListing, aSighting } from '@tickettape/book/examples';
import type { FreshDatabase } from '@tickettape/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshMigratedDatabase } from '../database/migrated.examples.js';
import { projectAnew } from '../price-history/projected.examples.js';
import { after } from '../price-history/timed-tape.examples.js';
import { look } from '../tape.examples.js';

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshMigratedDatabase();
});
afterAll(() => fresh.drop());

const [a, b, c] = [aListing('a'), aListing('b'), aListing('c')];

describe('the statistics of the looks of a day', () => {
  it('count how they ended and what they found', async () => {
    const partial = aSighting([a, c], { doubts: ['skipped-listings'], skipped: 1, received: 3 });
    await projectAnew(
      fresh,
      look([after(0, aSighting([a, b])), after(10, aSighting([{ ...a, allInPrice: 1 }, c])), after(40, partial), after(100, aBlindness())]),
    );
    const { rows } = await fresh.pool.query(`select day::text, looks::int, complete::int, partial::int, blind::int, keyframes::int,
      received::int, skipped::int, appeared::int, changed::int, gone::int, median_seconds_apart::float, longest_seconds_apart::float from sweep_statistics`);
    expect(rows).toEqual([
      {
        day: '2026-11-20',
        looks: 4,
        complete: 2,
        partial: 1,
        blind: 1,
        keyframes: 1,
        received: 7,
        skipped: 1,
        appeared: 1,
        changed: 2,
        gone: 1,
        median_seconds_apart: 1_800,
        longest_seconds_apart: 3_600,
      },
    ]);
  });
});
