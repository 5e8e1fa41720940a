import { digestOf, digestText } from '@tickettape/book';
import { aListing, aSighting } from '@tickettape/book/examples';
import { listingColumnNames, type Listing } from '@tickettape/contracts';
import type { FreshDatabase } from '@tickettape/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshMigratedDatabase } from '../database/migrated.examples.js';
import { anyListing, look } from '../tape.examples.js';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshMigratedDatabase();
});
afterAll(() => database.drop());

const columns = ['listingId', ...listingColumnNames] as const;
const values = (listing: Listing) => columns.map((name) => listing[name]);
const row = (first: number) => `row(${columns.map((_, index) => `$${first + index}`).join(', ')})::listing`;

const sqlDigest = async (listings: readonly Listing[]): Promise<string> => {
  const rows = listings.map((_, index) => `(${row(1 + index * columns.length)})`);
  const from = rows.length > 0 ? `(values ${rows.join(', ')})` : '(select null::listing where false)';
  const { rows: found } = await database.pool.query<{ digest: string }>(
    `select digest_text(sum(listing_digest(l))) as digest from ${from} as listings(l)`,
    listings.flatMap(values),
  );
  return found[0]!.digest;
};

const anyListings = fc.subarray(Array.from('abcdefghijkl')).chain((ids) => fc.tuple(...ids.map(anyListing)));

describe('the digest in SQL', () => {
  it('is the one the recorder computes', () =>
    fc.assert(
      fc.asyncProperty(anyListings, async (listings) => {
        expect(await sqlDigest(listings)).toBe(digestText(digestOf(listings)));
      }),
      { numRuns: 60 },
    ));

  it('is the one on the tape', async () => {
    const listings = [aListing('a'), aListing('b', { notes: 'Höhe 2 — “obstructed”', allInPrice: null })];
    const [opened] = look([aSighting(listings)]);
    expect(opened!.fact.data).toMatchObject({ digest: await sqlDigest(listings) });
  });

  it('is sixteen zeros for an empty book', async () => {
    expect(await sqlDigest([])).toBe('0'.repeat(16));
  });

  it('wraps around at 2^64 as the recorder does', async () => {
    const { rows } = await database.pool.query<{ digest: string }>(
      `select digest_text(sum) as digest from (values (0), (1), (-1), (9223372036854775807), (9223372036854775808), (18446744073709551616), (-18446744073709551617)) sums(sum)`,
    );
    const sums = [0n, 1n, -1n, 2n ** 63n - 1n, 2n ** 63n, 2n ** 64n, -(2n ** 64n) - 1n];
    expect(rows.map(({ digest }) => digest)).toEqual(sums.map((sum) => digestText(BigInt.asUintN(64, sum))));
  });
});
