import { aBlindness, aListing, aSighting, looks } from '@tickettape/book/examples';
import { listingsOf, type BookFact } from '@tickettape/contracts';
import { describe, expect, it } from 'vitest';
import { placeFact, type KnownBook } from '../books/place-fact.js';
import { liveChanges, type LiveChange } from './live-changes.js';
import { pick } from './pick.js';

const [a, b, c] = [aListing('a'), aListing('b'), aListing('c')];
const cheaper = aListing('a', { allInPrice: 9_000 });

/** The net effect of the facts from the `from`th on, the others having been applied before. */
const effect = (facts: readonly BookFact[], from = 0): LiveChange[] => {
  let book: KnownBook | undefined;
  const placed = facts.map((fact) => {
    const place = placeFact(fact, book);
    book = place.book;
    return { fact, placement: place.placement };
  });
  return liveChanges(placed.slice(from));
};

const told = ({ listings }: LiveChange) =>
  Object.fromEntries(
    [...listings].map(([id, presence]) => [
      id,
      presence && {
        appearedAt: presence.appearedAt?.slice(-5) ?? null,
        price: listingsOf(pick(presence.columns, [presence.index]))[0]!.allInPrice,
      },
    ]),
  );

describe('the net effect of a batch on the live books', () => {
  it('opens a book with all its listings and voids what stood there', () => {
    const [change] = effect(looks(aSighting([a, b])));
    expect(change).toMatchObject({ reset: true, eventId: '5958508' });
    expect(told(change!)).toEqual({ a: { appearedAt: '.000Z', price: 10_000 }, b: { appearedAt: '.000Z', price: 10_000 } });
  });

  it('keeps since when a listing is there when it only changes', () => {
    const [change] = effect(looks(aSighting([a, b]), aSighting([cheaper, c])), 1);
    expect(change!.reset).toBe(false);
    expect(told(change!)).toEqual({ c: { appearedAt: '.001Z', price: 10_000 }, a: { appearedAt: null, price: 9_000 }, b: null });
  });

  it('says the last word only', () => {
    const [change] = effect(looks(aSighting([a, b]), aSighting([cheaper, b]), aSighting([b]), aSighting([a, b])), 1);
    expect(told(change!)).toEqual({ a: { appearedAt: '.003Z', price: 10_000 } });
  });

  it('counts a presence anew after blindness', () => {
    const [change] = effect(looks(aSighting([a]), aBlindness(), aSighting([a])), 1);
    expect(change!.reset).toBe(true);
    expect(told(change!)).toEqual({ a: { appearedAt: '.002Z', price: 10_000 } });
  });

  it('touches only what differs when a keyframe says so', () => {
    const facts = looks(...Array.from({ length: 50 }, () => aSighting([a, b])), aSighting([cheaper, c]));
    const [change] = effect(facts, 50);
    expect(change!.reset).toBe(false);
    expect(Object.keys(told(change!)).toSorted()).toEqual(['a', 'b', 'c']);
  });

  it('is nothing for looks that are blind, unplaced, or quiet', () => {
    expect(effect(looks(aSighting([a]), aBlindness()), 1)).toEqual([]);
    expect(effect(looks(aSighting([a]), aSighting([b]), aSighting([c])).toSpliced(1, 1), 1)).toEqual([]);
    expect(effect(looks(aSighting([a]), aSighting([a])), 1).flatMap(({ listings }) => [...listings])).toEqual([]);
  });
});
