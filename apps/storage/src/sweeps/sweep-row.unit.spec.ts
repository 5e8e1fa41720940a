import { aBlindness, aListing, aSighting, looks } from '@tickettape/book/examples';
import { listingsOf } from '@tickettape/contracts';
import { describe, expect, it } from 'vitest';
import type { Statement } from '../database/statement.js';
import { insertSweeps } from './insert-sweep.js';
import { sweepRow } from './sweep-row.js';

const [a, b, c] = [aListing('a'), aListing('b'), aListing('c')];
const cheaper = aListing('a', { allInPrice: 9_000, notes: 'aisle' });
const row = (fact: ReturnType<typeof looks>[number], placement: Parameters<typeof sweepRow>[1]) => sweepRow(fact, placement, 7);

describe('a row of sweeps', () => {
  it('puts what appeared first, then what changed', () => {
    const [, fact] = looks(aSighting([a, b]), aSighting([cheaper, c]));
    const { change, ...rest } = row(fact!, 'following');
    expect(rest).toMatchObject({ kind: 'delta', outcome: 'complete', sequence: 2, position: 7, stats: { listings: 2, min: 9_000 } });
    expect(change).toMatchObject({ appeared: 1, changed: 1, gone: ['b'] });
    expect(listingsOf(change.listings!)).toEqual([c, cheaper]);
  });

  it('keeps that order in a keyframe and adds the rest of the book behind it', () => {
    const facts = looks(...Array.from({ length: 50 }, () => aSighting([a, b])), aSighting([b, cheaper, c]));
    const { kind, change } = row(facts.at(-1)!, 'following');
    expect([kind, change.appeared, change.changed, change.gone]).toEqual(['keyframe', 1, 1, []]);
    expect(listingsOf(change.listings!)).toEqual([c, cheaper, b]);
  });

  it('compares nothing where there is nothing to compare with', () => {
    const [fact] = looks(aSighting([a, b]));
    expect(row(fact!, 'opening').change).toMatchObject({ appeared: null, changed: null, gone: null, listings: { listingId: ['a', 'b'] } });
  });

  it('tells a quiet look, which proves that nothing is gone, from a partial one, which cannot', () => {
    const [, quiet] = looks(aSighting([a]), aSighting([a]));
    const [, partial] = looks(aSighting([a]), aSighting([a], { doubts: ['fewer-than-declared'] }));
    expect(row(quiet!, 'following').change).toEqual({ appeared: 0, changed: 0, gone: [], listings: null });
    expect(row(partial!, 'following')).toMatchObject({ outcome: 'partial', stats: null, change: { gone: null } });
  });

  it('calls nothing new in a book that no complete look has shown yet', () => {
    const [, fact] = looks(aSighting([a], { doubts: ['skipped-listings'] }), aSighting([b], { doubts: ['skipped-listings'] }));
    expect(row(fact!, 'gathering').change).toMatchObject({ appeared: null, changed: null, gone: null, listings: { listingId: ['b'] } });
  });

  it('names what a collapsed look does not show', () => {
    const all = Array.from({ length: 12 }, (_, index) => aListing(String(index)));
    const [, fact] = looks(aSighting(all), aSighting(all.slice(0, 2)));
    expect(row(fact!, 'following')).toMatchObject({
      outcome: 'partial',
      sighting: { doubts: ['collapsed'], missing: all.slice(2).map(({ listingId }) => listingId) },
      change: { appeared: 0, changed: 0, gone: null },
    });
  });

  it('keeps the statistics of a look whose changes cannot be placed', () => {
    const [, fact] = looks(aSighting([a]), aSighting([a, b]));
    expect(row(fact!, 'unplaced')).toMatchObject({ stats: { listings: 2 }, change: { appeared: null, listings: null } });
  });

  it('says why a look was blind and nothing else', () => {
    const [fact] = looks(aBlindness({ reason: 'throttled', httpStatus: 429 }));
    expect(row(fact!, 'blind')).toMatchObject({
      kind: 'blind',
      outcome: 'throttled',
      complete: false,
      sighting: null,
      stats: null,
      blindness: { httpStatus: 429, attempts: 3 },
    });
  });

  it('has a value for every column of its statement', () => {
    for (const fact of looks(aSighting([a]), aSighting([b]), aSighting([b]), aBlindness())) {
      const [{ text, values }] = insertSweeps([row(fact, 'following')]) as [Statement];
      expect(values).toHaveLength([...text.matchAll(/\$\d+/g)].length);
    }
  });
});
