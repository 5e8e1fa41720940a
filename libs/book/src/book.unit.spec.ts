import { describe, expect, it } from 'vitest';
import { aBlindness, aBook, aListing, aSighting, key, looks } from './book.examples.js';
import { decide, fold, keyframeEveryLooks, unseenBook } from './index.js';

const a = aListing('a');
const b = aListing('b');
const c = aListing('c');
const cheaper = aListing('a', { allInPrice: 9_000 });
const types = (facts: { type: string }[]) => facts.map(({ type }) => type);

describe('a book', () => {
  it('opens with a keyframe, not with a flood of arrivals', () => {
    expect(looks(aSighting([a, b]))).toMatchObject([{ type: 'book.keyframed.v1', data: { sequence: 1, delta: null, complete: true } }]);
  });

  it('says what appeared, changed and is gone', () => {
    expect(looks(aSighting([a, b]), aSighting([cheaper, c]))[1]).toMatchObject({
      type: 'book.changed.v1',
      data: { sequence: 2, appeared: { listingId: ['c'] }, changed: { listingId: ['a'], allInPrice: [9_000] }, gone: ['b'] },
    });
  });

  it('is confirmed when nothing changed', () => {
    expect(types(looks(aSighting([a]), aSighting([a])))).toEqual(['book.keyframed.v1', 'book.confirmed.v1']);
  });

  it('says nothing is gone after a partial look, but believes what it shows', () => {
    const partial = aSighting([cheaper, c], { doubts: ['duplicate-listings'] });
    const [, fact] = looks(aSighting([a, b]), partial);
    expect(fact).toMatchObject({ data: { complete: false, gone: [], stats: null, appeared: { listingId: ['c'] } } });
    expect(aBook(aSighting([a, b]), partial)).toMatchObject({
      status: 'seen',
      listings: new Map([
        ['a', cheaper],
        ['b', b],
        ['c', c],
      ]),
    });
  });

  it('believes the first of two listings with one id, and doubts the look', () => {
    const [, fact] = looks(aSighting([a, b]), aSighting([a, cheaper, c]));
    expect(fact).toMatchObject({
      type: 'book.changed.v1',
      data: { doubts: ['duplicate-listings'], complete: false, appeared: { listingId: ['c'] }, changed: { listingId: [] }, gone: [] },
    });
    expect(looks(aSighting([a, cheaper]))).toMatchObject([
      { data: { doubts: ['duplicate-listings'], listings: { allInPrice: [10_000] } } },
    ]);
  });

  it('keeps its listings when an answer is suspiciously empty', () => {
    expect(aBook(aSighting([a, b]), aSighting([], { doubts: ['empty-answer'] }))).toMatchObject({
      listings: new Map([
        ['a', a],
        ['b', b],
      ]),
    });
  });

  it('records every blind look and since when it has been blind', () => {
    const first = aBlindness({ observedAt: '2026-11-21T12:01:00.000Z' });
    const second = aBlindness({ observedAt: '2026-11-21T12:02:00.000Z', reason: 'throttled' });
    expect(looks(aSighting([a]), first, second).slice(1)).toMatchObject([
      { type: 'coverage.lost.v1', data: { sequence: 2, reason: 'unreachable', since: first.observedAt } },
      { type: 'coverage.lost.v1', data: { sequence: 3, reason: 'throttled', since: first.observedAt } },
    ]);
  });

  it('never stitches across a gap: sight returns as a keyframe without a delta', () => {
    expect(looks(aSighting([a]), aBlindness(), aSighting([b])).at(-1)).toMatchObject({
      type: 'book.keyframed.v1',
      data: { sequence: 3, delta: null },
    });
  });

  it('repeats the whole book every so many looks and says what changed since the look before', () => {
    const quiet = Array.from({ length: keyframeEveryLooks }, () => aSighting([a, b]));
    const facts = looks(...quiet, aSighting([a, c]));
    expect(facts.at(-1)).toMatchObject({ type: 'book.keyframed.v1', data: { delta: { appeared: ['c'], changed: [], gone: ['b'] } } });
    expect(types(facts).filter((type) => type === 'book.keyframed.v1')).toHaveLength(2);
  });

  it('never goes back in time when the clock does', () => {
    const [, fact] = looks(aSighting([a]), aSighting([a], { observedAt: '2026-11-21T11:00:00.000Z' }));
    expect(fact!.data.observedAt).toBe('2026-11-21T12:00:00.001Z');
  });

  it('does not change when a fact is met again', () => {
    const facts = looks(aSighting([a, b]), aSighting([a, c]), aBlindness(), aSighting([c]));
    expect(fold([...facts, facts[0]!, facts[1]!])).toEqual(fold(facts));
  });

  it('is unseen after a fact that is missing, until the next keyframe', () => {
    const [first, , third] = looks(aSighting([a]), aSighting([a, b]), aSighting([a, b, c]));
    expect(fold([first!, third!])).toMatchObject({ status: 'unseen', sequence: 3 });
  });

  it('gives a second writer with another content another id', () => {
    const [one, other] = [aSighting([a]), aSighting([b])].map((sighting) => decide(key, sighting, unseenBook()));
    expect(one!.id).not.toBe(other!.id);
  });
});
