import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { BookFact, listingColumnNames, listingColumns, type Listing } from '@tickettape/contracts';
import { describe, expect, it } from 'vitest';
import { aBlindness, aListing, aSighting, key, looks } from './book.examples.js';
import {
  apply,
  decide,
  diff,
  digestOf,
  digestText,
  evolve,
  fold,
  isEmpty,
  moveDigest,
  observe,
  unseenBook,
  type Observation,
} from './index.js';

const text = fc.option(fc.string({ unit: 'binary', maxLength: 6 }).map((raw) => raw.replace(/[\u0000-\u001f\u007f]/g, '').toWellFormed()));
const amount = fc.option(fc.oneof(fc.nat(20_000), fc.maxSafeNat()));
const values = { text, money: amount, count: fc.option(fc.nat(12)), currency: fc.option(fc.constantFrom('USD', 'EUR')) };
/** Any value in any column. */
const told = fc.record(
  Object.fromEntries(listingColumnNames.map((name): [string, fc.Arbitrary<unknown>] => [name, values[listingColumns[name].kind]])),
) as fc.Arbitrary<Partial<Listing>>;
const listings = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...'abcdefghijkl'.split('')), told), { selector: ([id]) => id, maxLength: 12 })
  .map((entries) => entries.map(([id, values]) => aListing(id, values)));
const answer = fc.constantFrom('a', 'b', 'c').map((letter) => letter.repeat(16));
const observation: fc.Arbitrary<Observation> = fc.oneof(
  { weight: 3, arbitrary: listings.map((seen) => aSighting(seen)) },
  { weight: 2, arbitrary: fc.tuple(listings, answer).map(([seen, name]) => aSighting(seen, { answer: name })) },
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

  it('diff of a partial look, then apply, adds what is shown and takes nothing away', () => {
    fc.assert(
      fc.property(listings, listings, (before, shown) => {
        expect(apply(byId(before), diff(byId(before), shown, false))).toEqual(new Map([...byId(before), ...byId(shown)]));
      }),
    );
  });

  it('diff says what differs and nothing else', () => {
    fc.assert(
      fc.property(listings, listings, (old, seen) => {
        const [before, after] = [byId(old), byId(seen)];
        const { appeared, changed, gone } = diff(before, seen, true);
        expect(appeared).toEqual(seen.filter(({ listingId }) => !before.has(listingId)));
        const stayed = seen.filter(({ listingId }) => before.has(listingId));
        expect(changed).toEqual(stayed.filter((listing) => !isDeepStrictEqual(listing, before.get(listing.listingId))));
        expect(gone).toEqual([...before.keys()].filter((listingId) => !after.has(listingId)));
        expect(isEmpty(diff(before, old, true))).toBe(true);
      }),
    );
  });

  it('diff says the same of large books, in whatever order a look shows them', () => {
    const ids = fc.uniqueArray(fc.nat(150), { maxLength: 150 });
    fc.assert(
      fc.property(ids, ids, fc.boolean(), (old, seen, inOrder) => {
        const listingsOf = (numbers: number[]) => (inOrder ? numbers.toSorted((a, b) => a - b) : numbers).map((id) => aListing(String(id)));
        const [before, after] = [listingsOf(old), listingsOf(seen)];
        const { appeared, changed, gone } = diff(byId(before), after, true);
        expect(changed).toEqual([]);
        expect(appeared).toEqual(after.filter(({ listingId }) => !byId(before).has(listingId)));
        expect(gone.toSorted()).toEqual([...byId(before).keys()].filter((listingId) => !byId(after).has(listingId)).toSorted());
      }),
    );
  });

  it('to observe is to decide and to evolve', () => {
    fc.assert(
      fc.property(fc.array(observation, { minLength: 1, maxLength: 60 }), (observations) => {
        let book = unseenBook();
        for (const one of observations) {
          const observed = observe(key, one, book);
          expect(observed.fact).toEqual(decide(key, one, book));
          expect(observed.book).toEqual(evolve(book, observed.fact));
          book = observed.book;
        }
      }),
      { numRuns: 50 },
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
        const [last, fact] = [observations.at(-1)!, facts.at(-1)!];
        expect(book.status).toBe(fact.type === 'coverage.lost.v1' ? 'unseen' : 'seen');
        if (book.status === 'unseen' || last.kind === 'blind' || fact.type === 'coverage.lost.v1') return;
        if (fact.data.complete) expect(book.listings).toEqual(byId(last.listings));
        if (!book.frozen) for (const listing of last.listings) expect(book.listings.get(listing.listingId)).toEqual(listing);
        expect(fact.data).toMatchObject({ digest: digestText(book.digest) });
        expect(book.digest).toBe(digestOf(book.listings.values()));
      }),
    );
  });

  it('the fold from any keyframe or loss of coverage on is the book as its recorder holds it', () => {
    fc.assert(
      fc.property(fc.array(observation, { minLength: 1, maxLength: 120 }), (observations) => {
        const facts = looks(...observations);
        const begins = facts.flatMap(({ type }, index) => (type === 'book.keyframed.v1' || type === 'coverage.lost.v1' ? [index] : []));
        for (const index of begins) expect(fold(facts.slice(index))).toEqual(fold(facts));
      }),
      { numRuns: 50 },
    );
  });

  it('only a complete look says that something is gone', () => {
    fc.assert(
      fc.property(fc.array(observation, { maxLength: 60 }), (observations) => {
        for (const { type, data } of looks(...observations)) {
          if (type === 'book.changed.v1' && !data.complete) expect(data.gone).toEqual([]);
          if (type === 'book.keyframed.v1' && !data.complete) expect(data.delta?.gone ?? []).toEqual([]);
        }
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
