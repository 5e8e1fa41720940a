import { evolve, unseenBook } from '@tickettape/book';
import { aBlindness, aListing, aSighting, looks } from '@tickettape/book/examples';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyObservation, look } from '../tape.examples.js';
import { placeFact, type KnownBook } from './place-fact.js';

const a = aListing('a');
const b = aListing('b');

const placements = (facts: ReturnType<typeof looks>) => {
  let book: KnownBook | undefined;
  return facts.map((fact) => {
    const placed = placeFact(fact, book);
    book = placed.book;
    return placed;
  });
};
const words = (facts: ReturnType<typeof looks>) => placements(facts).map(({ placement }) => placement);

describe('the place of a fact', () => {
  it('is opening at first sight and after blindness, following otherwise', () => {
    expect(words(looks(aSighting([a]), aSighting([a, b]), aSighting([a, b]), aBlindness(), aSighting([b])))).toEqual([
      'opening',
      'following',
      'following',
      'blind',
      'opening',
    ]);
  });

  it('is following for a keyframe that says what differs, even though it holds the whole book', () => {
    const quiet = Array.from({ length: 51 }, () => aSighting([a]));
    expect(words(looks(...quiet)).at(-1)).toBe('following');
  });

  it('is opening for a keyframe whose look before is missing', () => {
    const facts = looks(...Array.from({ length: 51 }, () => aSighting([a])));
    expect(placements([...facts.slice(0, 49), facts[50]!]).at(-1)).toMatchObject({ placement: 'opening', missing: { from: 50, to: 50 } });
  });

  it('is unplaced after a missing look until the next keyframe', () => {
    const facts = looks(aSighting([a]), aSighting([b]), aSighting([a, b]), aSighting([a]), aBlindness(), aSighting([b]));
    expect(words(facts.toSpliced(1, 1))).toEqual(['opening', 'unplaced', 'unplaced', 'blind', 'opening']);
  });

  it('is gathering until a complete look has shown the whole book', () => {
    const partial = { doubts: ['skipped-listings'] as const };
    const facts = looks(aSighting([a], partial), aSighting([b], partial), aSighting([b], partial), aSighting([a]), aSighting([b], partial));
    expect(words(facts)).toEqual(['opening', 'gathering', 'gathering', 'opening', 'following']);
  });

  it('names the looks that are missing once', () => {
    const facts = looks(aSighting([a]), aSighting([b]), aSighting([a]), aSighting([b]), aSighting([a]));
    expect(placements(facts.toSpliced(1, 2)).map(({ missing }) => missing)).toEqual([null, { from: 2, to: 3 }, null]);
  });

  it('leaves the book where the recorder has it, whatever is lost or repeated', () => {
    fc.assert(
      fc.property(fc.array(anyObservation, { maxLength: 70 }), fc.array(fc.nat(69), { maxLength: 90 }), (observations, order) => {
        const facts = look(observations).map(({ fact }) => fact);
        let book = unseenBook();
        let known: KnownBook = { sequence: 0, status: 'unseen', whole: false };
        for (const fact of order.toSorted((one, other) => one - other).flatMap((index) => facts[index] ?? [])) {
          book = evolve(book, fact);
          known = placeFact(fact, known).book;
          const whole = book.status === 'seen' && book.whole;
          expect(known).toEqual({ sequence: book.sequence, status: book.status, whole });
        }
      }),
    );
  });
});
