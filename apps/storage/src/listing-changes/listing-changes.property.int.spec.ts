import { diff } from '@tickettape/book';
import { listingColumnNames, type Listing } from '@tickettape/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyBatches, emptyTables } from '../books/tables.examples.js';
import { database, fresh, useDatabase } from '../database/use-database.examples.js';
import { listingPlaceList } from '../listings/listing-columns.js';
import { anyTape, recorded, type Look } from '../tape.examples.js';

useDatabase();

type Row = { sequence: number; change: string; listing: Listing; previousPrice: number | null; previousQuantity: number | null };

const rowsOf = async (tape: readonly Look[]): Promise<Row[]> => {
  await emptyTables(fresh.pool);
  await applyBatches(fresh.url, [recorded(tape.map(({ fact }) => fact))]);
  const columns = listingPlaceList.map(({ column, name }) => `${column} as "${name}"`).join(', ');
  const rows = await database.query<
    Listing & { sequence: number; change: string; previous_all_in_price: number; previous_quantity: number }
  >(`select sequence, change, listing_id as "listingId", ${columns}, previous_all_in_price, previous_quantity from listing_changes`);
  return rows.map(({ sequence, change, previous_all_in_price: previousPrice, previous_quantity: previousQuantity, ...listing }) => ({
    sequence,
    change,
    listing,
    previousPrice,
    previousQuantity,
  }));
};

const money = ['allInPrice', 'listPrice', 'netProceeds', 'currency'] as const;

const changeOf = (before: Listing, now: Listing): string => {
  if (money.some((name) => before[name] !== now[name])) return 'repriced';
  return before.quantity === now.quantity ? 'revised' : 'quantity';
};

/** What the books of the recorder say that a look changed. */
const expected = (tape: readonly Look[]): Row[] =>
  tape.flatMap(({ fact, book }, index): Row[] => {
    if (book.status === 'unseen') return [];
    const before = tape[index - 1]?.book;
    const { sequence } = book;
    const row = (change: string, listing: Listing, previous?: Listing): Row => ({
      sequence,
      change,
      listing,
      previousPrice: previous?.allInPrice ?? null,
      previousQuantity: previous?.quantity ?? null,
    });
    const isOpened = fact.type === 'book.keyframed.v1' && fact.data.delta === null;
    if (before?.status !== 'seen' || isOpened) return [...book.listings.values()].map((listing) => row('present', listing));
    const { appeared, changed, gone } = diff(before.listings, [...book.listings.values()], true);
    if (!before.whole) return [...appeared, ...changed].map((listing) => row('present', listing));
    const was = (listingId: string) => before.listings.get(listingId)!;
    return [
      ...appeared.map((listing) => row('appeared', listing)),
      ...changed.map((listing) => row(changeOf(was(listing.listingId), listing), listing, was(listing.listingId))),
      ...gone.map((listingId) => row('gone', was(listingId), was(listingId))),
    ];
  });

const sorted = (rows: readonly Row[]) =>
  rows.toSorted((one, other) => one.sequence - other.sequence || (one.listing.listingId < other.listing.listingId ? -1 : 1));

describe('the changes of listings', () => {
  it('are the set differences between the books of successive looks, with what was before', () =>
    fc.assert(
      fc.asyncProperty(anyTape(1, 56), async (tape) => {
        expect(sorted(await rowsOf(tape))).toEqual(sorted(expected(tape)));
      }),
      { numRuns: 15 },
    ));

  it('have every column of a listing', async () => {
    const { rows } = await fresh.pool.query(`select column_name from information_schema.columns where table_name = 'listing_changes'`);
    const columns = (rows as { column_name: string }[]).map(({ column_name }) => column_name);
    expect(listingPlaceList.map(({ column }) => column.replaceAll('"', '')).filter((column) => !columns.includes(column))).toEqual([]);
    expect(listingPlaceList).toHaveLength(listingColumnNames.length);
  });
});
