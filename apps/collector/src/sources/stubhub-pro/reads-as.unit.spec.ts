import { byId } from '@tickettape/book';
import { aListing } from '@tickettape/book/examples';
import { listingColumnNames, listingColumns, type Listing } from '@tickettape/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerOf } from './answer.js';
import { mapListing } from './mapper.js';
import { isIdOf, readsAs } from './reads-as.js';
import { sightingOf } from './sighting.js';

/** Mostly what is plain, so that many items read as what is known. */
const mostly = <Value>(plain: Value, ...odd: Value[]) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(plain) }, { weight: 1, arbitrary: fc.constantFrom(...odd) });
const currency = mostly<unknown>('USD', 'JPY', null, undefined);
const money = fc.oneof(
  mostly<unknown>(null, undefined, [], 'x'),
  fc.record({ amt: mostly<unknown>(12.5, 3, 0.1 + 0.2, '12.5', null), currency }),
);
const text = mostly<unknown>('A', ' A', '', 7, '7', null, undefined);
const item = fc.record(
  {
    listingId: mostly<unknown>(1, 2, '1', '01', 1.5, '9007199254740993'),
    section: text,
    row: text,
    availableTickets: mostly<unknown>(1, 2, null, -1),
    sellerAllInPrice: money,
    sellerNetProceeds: money,
    currencyCode: currency,
    listingNotes: mostly<unknown>(undefined, null, [], ['Aisle seat']),
  },
  { requiredKeys: ['listingId'] },
);
const other = { text: 'other', count: 99, money: 99, currency: 'CHF' };
/** The item as it is now, and the listing that it, or something like it, was read as before; that may differ in any column. */
const pair = fc
  .tuple(
    item,
    item,
    fc.subarray(['section', 'row', 'sellerAllInPrice', 'currencyCode', 'listingNotes'] as const),
    fc.option(fc.constantFrom(...listingColumnNames)),
  )
  .map(([now, then, differing, column]) => {
    const mapped = mapListing({ ...now, ...Object.fromEntries(differing.map((name) => [name, then[name]])) });
    const read = mapped.kind === 'listing' ? mapped.listing : aListing('1');
    return { now, known: column === null ? read : { ...read, [column]: other[listingColumns[column].kind] } };
  });
const listing = pair.map(({ known }) => known);

describe('an item beside a listing that is known', () => {
  it('reads as it only where it would be mapped to it, whatever column differs', () => {
    let same = 0;
    fc.assert(
      fc.property(pair, ({ now, known }) => {
        if (!isIdOf(now.listingId, known.listingId) || !readsAs(now, known)) return;
        same += 1;
        expect(mapListing(now)).toEqual({ kind: 'listing', listing: known });
      }),
      { numRuns: 2_000 },
    );
    expect(same).toBeGreaterThan(50);
  });

  it('reads as the listing it was mapped to, where it is written plainly', () => {
    const amount = { amt: 165.54, disp: '$165.54', currency: 'USD', dec: 2 };
    const plain = { listingId: 14_000_000_012, section: 'Lower 112', row: null, availableTickets: 2, sellerAllInPrice: amount };
    const mapped = mapListing(plain) as { listing: Listing };
    expect(isIdOf(plain.listingId, mapped.listing.listingId)).toBe(true);
    expect(readsAs(plain, mapped.listing)).toBe(true);
  });

  it('has its id only where a number is written as numbers are', () => {
    const safe = fc.oneof(fc.nat(), fc.nat({ max: Number.MAX_SAFE_INTEGER }));
    fc.assert(fc.property(safe, (id) => isIdOf(id, String(id))));
    fc.assert(fc.property(safe, safe, (id, text) => isIdOf(id, String(text)) === (id === text)));
    for (const text of ['', '014', '14.0', '1.4e1', '0xe', '+14', ' 14']) expect(isIdOf(14, text)).toBe(false);
  });
});

describe('an answer beside the book that is known', () => {
  it('is the same sighting as without it', () => {
    const items = fc.array(item, { maxLength: 40 });
    fc.assert(
      fc.property(items, fc.array(listing, { maxLength: 40 }), (told, known) => {
        const answer = answerOf(JSON.stringify(told))!;
        const at = '2026-11-22T00:00:00.000Z';
        expect(sightingOf(answer, at, byId(known))).toEqual(sightingOf(answer, at));
      }),
      { numRuns: 500 },
    );
  });

  it('gives the very listings that are known, but for those that differ', () => {
    const told = Array.from({ length: 50 }, (_, index) => ({ listingId: index, availableTickets: 2 }));
    const sighting = (items: object[], known?: ReturnType<typeof byId>) =>
      sightingOf(answerOf(JSON.stringify(items))!, '', known).sighting.listings;
    const known = byId(sighting(told));
    const moved = told
      .filter(({ listingId }) => listingId % 7 !== 0)
      .map((one) => (one.listingId === 20 ? { ...one, availableTickets: 1 } : one));
    const fresh = sighting(moved, known).filter((one) => known.get(one.listingId) !== one);
    expect(fresh.map(({ listingId }) => listingId)).toEqual(['20']);
  });
});
