import fc from 'fast-check';
import { BookFact, type Listing } from '@tickettape/contracts';
import { describe, expect, it } from 'vitest';
import { aBlindness, aListing, aSighting, looks } from './book.examples.js';
import { apply, diff, digestOf, digestText, fold, moveDigest, type Observation } from './index.js';

const text = fc.option(fc.string({ unit: 'binary', maxLength: 6 }).map((raw) => raw.replace(/[\u0000-\u001f\u007f]/g, '').toWellFormed()));
const amount = fc.option(fc.nat(1_000_000));
const told = fc.record({
  section: text,
  row: text,
  quantity: fc.option(fc.nat(12)),
  allInPrice: amount,
  netProceeds: amount,
  zone: text,
  notes: text,
});
const listings = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...'abcdefghijkl'.split('')), told), { selector: ([id]) => id, maxLength: 12 })
  .map((entries) => entries.map(([id, values]) => aListing(id, values)));
const observation: fc.Arbitrary<Observation> = fc.oneof(
  { weight: 4, arbitrary: listings.map((seen) => aSighting(seen)) },
  { weight: 1, arbitrary: listings.map((seen) => aSighting(seen, { doubts: ['skipped-listings'] })) },
  { weight: 1, arbitrary: fc.constant(aBlindness()) },
);
const byId = (seen: readonly Listing[]) => new Map(seen.map((listing) => [listing.listingId, listing]));

describe('laws of the book', () => {
  it('diff, then apply, is the identity', () => {
    fc.assert(
      fc.property(listings, listings, (before, after) => {
        expect(apply(byId(before), diff(byId(before), after, true))).toEqual(byId(after));
      }),
    );
  });

  it('the digest moved by a delta is the digest of the result, in any order', () => {
    fc.assert(
      fc.property(listings, listings, (before, after) => {
        const moved = moveDigest(digestOf(before), byId(before), diff(byId(before), after, true));
        expect(moved).toBe(digestOf(after.toReversed()));
      }),
    );
  });

  it('the fold of the tape is the book last seen, and its digest is the one on the tape', () => {
    fc.assert(
      fc.property(fc.array(observation, { minLength: 1, maxLength: 120 }), (observations) => {
        const facts = looks(...observations);
        const book = fold(facts);
        const last = observations.at(-1)!;
        expect(book.status).toBe(last.kind === 'blind' ? 'unseen' : 'seen');
        if (book.status === 'unseen' || last.kind === 'blind') return;
        if (last.doubts.length === 0) expect(book.listings).toEqual(byId(last.listings));
        for (const listing of last.listings) expect(book.listings.get(listing.listingId)).toEqual(listing);
        expect(facts.at(-1)!.data).toMatchObject({ digest: digestText(book.digest) });
        expect(book.digest).toBe(digestOf(book.listings.values()));
      }),
    );
  });

  it('every fact meets its contract, also after JSON', () => {
    fc.assert(
      fc.property(fc.array(observation, { maxLength: 8 }), (observations) => {
        for (const fact of looks(...observations)) expect(BookFact.parse(JSON.parse(JSON.stringify(fact)))).toEqual(fact);
      }),
    );
  });

  it('any repetition of facts ends in the same book', () => {
    fc.assert(
      fc.property(
        fc.array(observation, { minLength: 1, maxLength: 20 }),
        fc.array(fc.nat(19), { maxLength: 10 }),
        (observations, again) => {
          const facts = looks(...observations);
          expect(fold([...facts, ...again.flatMap((index) => facts[index] ?? [])])).toEqual(fold(facts));
        },
      ),
    );
  });
});
