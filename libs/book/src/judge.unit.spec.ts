import type { BookFact } from '@tickettape/contracts';
import { describe, expect, it } from 'vitest';
import { aBlindness, aBook, aListing, aSighting, looks } from './book.examples.js';
import { fold, type Observation, type Sighting } from './index.js';

const listings = (count: number, from = 0) => Array.from({ length: count }, (_, index) => aListing(String(from + index)));
const ids = (count: number, from = 0) => listings(count, from).map(({ listingId }) => listingId);
const shows = (count: number, from = 0, told: Partial<Sighting> = {}) => aSighting(listings(count, from), told);
const told = ({ type, data }: BookFact) =>
  type === 'coverage.lost.v1' ? data.reason : [data.complete, ...data.doubts, ...(type === 'book.changed.v1' ? [data.gone.length] : [])];
const last = (...observations: Observation[]) => told(looks(...observations).at(-1)!);
const size = (...observations: Observation[]) => {
  const book = aBook(...observations);
  return book.status === 'seen' ? book.listings.size : null;
};

describe('a look that shows little of a large book', () => {
  it('is in doubt, names what it misses, and nothing is gone', () => {
    const [, fact] = looks(shows(100), shows(30));
    expect(fact).toMatchObject({
      type: 'book.confirmed.v1',
      data: { complete: false, doubts: ['collapsed'], stats: null, missing: ids(70, 30) },
    });
    expect(size(shows(100), shows(30))).toBe(100);
  });

  it('is believed when a second look agrees, and then what both miss is gone', () => {
    expect(last(shows(100), shows(30), shows(29))).toEqual([true, 71]);
    expect(size(shows(100), shows(30), shows(29))).toBe(29);
  });

  it('is forgotten when the book is back: nothing was gone', () => {
    expect(last(shows(100), shows(30), shows(100))).toEqual([true]);
    expect(size(shows(100), shows(30), shows(98))).toBe(98);
  });

  it('does not agree with one that shows another part of the book, nor with an empty one', () => {
    expect(last(shows(100), shows(0), shows(10))).toEqual([false, 'collapsed']);
    expect(last(shows(100), shows(10), shows(0))).toEqual([false, 'empty-answer']);
    expect(last(shows(100), shows(30), shows(30, 25))).toEqual([false, 'collapsed']);
  });

  it('does not agree with one of before a blind look', () => {
    expect(last(shows(100), shows(30), aBlindness(), shows(30))).toEqual([false, 'collapsed']);
    expect(last(shows(100), shows(30), aBlindness(), shows(30), shows(30))).toEqual([true]);
  });

  it('does not agree with one that was in doubt for another reason', () => {
    expect(last(shows(100), shows(30, 0, { doubts: ['skipped-listings'] }), shows(30))).toEqual([false, 'collapsed']);
  });

  it.each([
    [100, 41, true],
    [100, 39, false],
    [261, 100, false],
    [269, 112, true],
    [12, 2, false],
    [9, 1, true],
  ])('of %i listings shows %i: complete is %s', (before, after, complete) => {
    expect((last(shows(before), shows(after)) as unknown[])[0]).toBe(complete);
  });
});

describe('an empty answer', () => {
  it('is in doubt and needs a second one, whatever the size of the book', () => {
    expect(last(shows(3), shows(0))).toEqual([false, 'empty-answer']);
    expect(size(shows(3), shows(0))).toBe(3);
    expect(last(shows(3), shows(0), shows(0))).toEqual([true, 3]);
  });

  it('is in doubt where nobody has looked, and the second one is believed', () => {
    expect(last(shows(0))).toEqual([false, 'empty-answer']);
    expect(last(shows(0), shows(0))).toEqual([true]);
    expect(last(shows(3), aBlindness(), shows(0))).toEqual([false, 'empty-answer']);
  });

  it('stays believed while the market stays empty', () => {
    const empty = Array.from({ length: 60 }, () => shows(0, 0, { answer: '0000000000000000' }));
    expect(last(shows(20), ...empty)).toEqual([true]);
  });
});

describe('sight that returns', () => {
  it('to a small part of the book is in doubt, and the first complete look is a keyframe without a delta', () => {
    const facts = looks(shows(100), aBlindness(), shows(20), shows(100));
    expect(facts.slice(2)).toMatchObject([
      { type: 'book.keyframed.v1', data: { complete: false, doubts: ['collapsed'], delta: null } },
      { type: 'book.keyframed.v1', data: { complete: true, delta: null } },
    ]);
  });

  it('through partial looks says that nothing appeared before one was complete', () => {
    const facts = looks(shows(5, 0, { doubts: ['duplicate-listings'] }), shows(9), shows(10));
    expect(facts.map(({ type }) => type)).toEqual(['book.keyframed.v1', 'book.keyframed.v1', 'book.changed.v1']);
  });
});

describe('an answer that shares no listing with the book', () => {
  it('is another book: blind, until a second one shows that the book is new', () => {
    expect(last(shows(100), shows(80, 500))).toBe('wrong-event');
    expect(last(shows(100), shows(80, 500), shows(99))).toEqual([true]);
    expect(last(shows(100), shows(80, 500), shows(81, 500))).toEqual([true]);
  });

  it('is another book after blindness too', () => {
    expect(last(shows(100), aBlindness(), shows(80, 500))).toBe('wrong-event');
    expect(last(shows(100), aBlindness(), shows(80, 20))).toEqual([true]);
  });

  it('may be the same book where there were few', () => expect(last(shows(5), shows(4, 500))).toEqual([true, 5]));
});

describe('an answer that vouches for itself', () => {
  const vouched = (count: number, from = 0): Sighting => ({ ...shows(count, from), vouched: true });

  it('is believed when it is empty, at once, and when it has little or nothing in common with the book', () => {
    expect(last(vouched(0))).toEqual([true]);
    expect(last(vouched(30), vouched(0))).toEqual([true, 30]);
    expect(last(vouched(30), vouched(2))).toEqual([true, 28]);
    expect(last(vouched(30), vouched(30, 500))).toEqual([true, 30]);
  });

  it('is still partial for what it says against itself', () => {
    expect(last(vouched(30), { ...vouched(2), doubts: ['skipped-listings'] })).toEqual([false, 'skipped-listings']);
  });
});

describe('an answer met before, byte for byte', () => {
  const named = (look: number): Partial<Sighting> => ({ answer: look.toString(16).padStart(16, '0') });
  const lively = Array.from({ length: 30 }, (_, look) => shows(50, look, named(look)));
  const again = (count: number, look = 29) => Array.from({ length: count }, () => shows(50, look, named(look)));

  it('is in doubt where the book moves at every look, from the second repetition on', () => {
    expect(last(...lively, ...again(1))).toEqual([true]);
    for (const count of [2, 3, 20]) expect(last(...lively, ...again(count))).toEqual([false, 'frozen-answer']);
    expect(last(...lively, ...again(10), shows(50, 35, named(35)))).toEqual([true, 6]);
  });

  it('is believed where the book hardly ever moves', () => {
    const quiet = Array.from({ length: 40 }, (_, look) => shows(50, 0, named(Math.floor(look / 10))));
    expect(last(...quiet)).toEqual([true]);
  });

  it('is believed at last when a book has come to rest', () => expect(last(...lively, ...again(150))).toEqual([true]));

  it('is a copy when it undoes what changed since: nothing of it is believed, however often it comes', () => {
    const facts = looks(...lively, ...again(3, 25));
    expect(facts.slice(30).map(told)).toEqual(Array.from({ length: 3 }, () => [false, 'frozen-answer']));
    expect(facts.slice(30).every(({ type }) => type === 'book.confirmed.v1')).toBe(true);
    expect(fold(facts)).toMatchObject({ listings: new Map(listings(50, 29).map((listing) => [listing.listingId, listing])) });
  });

  it('is a copy after blindness too, and what it shows is kept for a partial book', () => {
    const facts = looks(...lively, aBlindness(), ...again(1, 25), shows(50, 31, named(31)));
    expect(facts.slice(31)).toMatchObject([
      { type: 'book.keyframed.v1', data: { complete: false, doubts: ['frozen-answer'], delta: null } },
      { type: 'book.keyframed.v1', data: { complete: true, delta: null } },
    ]);
  });

  it('is the truth while little is known of the book', () => {
    expect(last(shows(9, 0, named(1)), shows(8, 0, named(2)), shows(9, 0, named(1)))).toEqual([true, 0]);
    expect(last(shows(9, 0, named(1)), shows(8, 0, named(2)), aBlindness(), shows(8, 0, named(2)))).toEqual([true]);
  });

  it('is one of two caches where two answers come in turn and nothing else moves', () => {
    const flapping = Array.from({ length: 30 }, (_, look) => shows(50 + (look % 2), 0, named(look % 2)));
    expect(last(...flapping)).toEqual([false, 'frozen-answer']);
    expect(last(...flapping, shows(52, 0, named(9)))).toEqual([true, 0]);
  });
});
