import { key } from '@tickettape/book/examples';
import { envelope, type Condition, type WatchFact } from '@tickettape/contracts';
import { describe, expect, it } from 'vitest';
import { WatchIndex } from './watch-index.js';

const elsewhere = { ...key, eventId: '1' };
const below = (price: number): Condition => ({ kind: 'get-in-below', price, currency: 'USD' });

const fact = (type: WatchFact['type'], watchId: string, revision: number, told: object = {}): WatchFact =>
  envelope(
    type,
    { id: `${watchId}:${revision}`, source: '/spec', subject: watchId, time: `2026-11-21T12:00:0${revision}.000Z` },
    type === 'watch.removed.v1'
      ? { watchId, revision }
      : { ...key, watchId, name: 'A watch', condition: below(9_500), channels: ['log'], revision, ...told },
  ) as WatchFact;

const indexOf = (...facts: WatchFact[]): WatchIndex => {
  const index = new WatchIndex();
  for (const one of facts) index.apply(one);
  return index;
};
const idsOf = (index: WatchIndex, book = key) => index.of(book).watches.map(({ watchId }) => watchId);

describe('the index of watches', () => {
  it('finds the watches of a book, in the order of their ids', () => {
    const index = indexOf(fact('watch.defined.v1', 'b', 1), fact('watch.defined.v1', 'a', 1), fact('watch.defined.v1', 'c', 1, elsewhere));
    expect([idsOf(index), idsOf(index, elsewhere), index.has({ ...key, eventId: '2' })]).toEqual([['a', 'b'], ['c'], false]);
  });

  it('follows a watch to another book, and forgets a removed one', () => {
    const index = indexOf(fact('watch.defined.v1', 'a', 1), fact('watch.defined.v1', 'a', 2, elsewhere));
    expect([index.has(key), idsOf(index, elsewhere)]).toEqual([false, ['a']]);
    index.apply(fact('watch.removed.v1', 'a', 3));
    expect([index.has(elsewhere), index.all()]).toEqual([false, []]);
  });

  it('does not bring a removed watch back when its old definition is met again', () => {
    const defined = fact('watch.defined.v1', 'a', 1);
    expect(indexOf(defined, fact('watch.removed.v1', 'a', 2), defined).all()).toEqual([]);
  });

  it('remembers since when a rule stands: a new name is not a new rule', () => {
    const renamed = indexOf(fact('watch.defined.v1', 'a', 1), fact('watch.defined.v1', 'a', 2, { name: 'Another' }));
    const changed = indexOf(fact('watch.defined.v1', 'a', 1), fact('watch.defined.v1', 'a', 2, { condition: below(9_000) }));
    expect(renamed.all()).toMatchObject([{ name: 'Another', since: '2026-11-21T12:00:01.000Z' }]);
    expect(changed.all()).toMatchObject([{ since: '2026-11-21T12:00:02.000Z' }]);
  });

  it('leaves a paused watch out until it is resumed, also where it is defined anew meanwhile; from then on it begins anew', () => {
    const paused = [fact('watch.defined.v1', 'a', 1), fact('watch.paused.v1', 'a', 2), fact('watch.defined.v1', 'a', 3)];
    expect(idsOf(indexOf(...paused))).toEqual([]);
    const resumed = indexOf(...paused, fact('watch.resumed.v1', 'a', 4));
    expect(resumed.of(key).watches).toMatchObject([{ watchId: 'a', since: '2026-11-21T12:00:04.000Z', isPaused: false }]);
  });
});
