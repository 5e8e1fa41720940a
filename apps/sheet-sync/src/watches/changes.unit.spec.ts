import { WatchFact } from '@tickettape/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changes, remove, vanished } from './changes.js';
import { around, aWatch, watchesTab } from './tabs.examples.js';
import { readWatchRows } from './watch-row.js';
import { fold, type Watchlist } from './watchlist.js';

const time = '2026-11-22T00:00:00.000Z';
const empty: Watchlist = new Map();
const rowsOf = (...rows: ReturnType<typeof aWatch>[]) => readWatchRows(watchesTab(rows), 'stubhub', around);
const after = (...rows: ReturnType<typeof aWatch>[]) => fold(changes(rowsOf(...rows).rows, empty, time));

describe('the watchlist', () => {
  it('defines a new row', () => {
    expect(WatchFact.parse(changes(rowsOf(aWatch()).rows, empty, time)[0])).toMatchObject({
      type: 'watch.defined.v1',
      id: expect.stringMatching(/^watch:cheap-seats:1:[0-9a-f]{8}$/),
      data: { watchId: 'cheap-seats', revision: 1 },
    });
  });

  it('defines it again only where it changed', () => {
    expect(changes(rowsOf(aWatch()).rows, after(aWatch()), time)).toEqual([]);
    expect(changes(rowsOf(aWatch({ value: '90' })).rows, after(aWatch()), time)).toMatchObject([
      { type: 'watch.defined.v1', data: { revision: 2, condition: { price: 9000 } } },
    ]);
  });

  it('removes what vanished, and takes it back', () => {
    const watchlist = after(aWatch(), aWatch({ name: 'Pit' }));
    const facts = remove(vanished(rowsOf(aWatch()).keys, watchlist), time);
    expect(facts).toMatchObject([{ type: 'watch.removed.v1', data: { watchId: 'pit', revision: 2 } }]);
    const removed = fold(facts, watchlist);
    expect(vanished(rowsOf(aWatch()).keys, removed)).toEqual([]);
    expect(changes(rowsOf(aWatch({ name: 'Pit' })).rows, removed, time)).toMatchObject([{ data: { watchId: 'pit', revision: 3 } }]);
  });

  it('does not take a bad row for a vanished one', () => {
    expect(vanished(rowsOf(aWatch({ value: 'cheap' })).keys, after(aWatch()))).toEqual([]);
  });

  it('neither changes nor removes what a person keeps, and says so where the sheet has the same name', () => {
    const [fact] = changes(rowsOf(aWatch()).rows, empty, time);
    const kept = fold([{ ...fact, data: { ...fact!.data, origin: 'person' } } as WatchFact]);
    expect([changes(rowsOf(aWatch({ value: '90' })).rows, kept, time), vanished(new Set(), kept)]).toEqual([[], []]);
    const { rows, findings } = readWatchRows(watchesTab([aWatch()]), 'stubhub', { ...around, taken: new Set(['cheap-seats']) });
    expect([rows, findings]).toMatchObject([[], [{ row: 2, column: 'Watch', severity: 'rejected' }]]);
  });

  it('has nothing more to say about a tab that was followed', () => {
    const cells = fc.record({
      name: fc.constantFrom('a', 'b', 'c!'),
      value: fc.constantFrom('1', '2', 'x'),
      channels: fc.constantFrom('', 'log;webhook'),
    });
    const tab = fc.array(cells, { maxLength: 6 }).map((rows) => rows.map(aWatch));
    fc.assert(
      fc.property(tab, tab, (before, now) => {
        const { rows, keys } = rowsOf(...now);
        const watchlist = after(...before);
        const facts = [...changes(rows, watchlist, time), ...remove(vanished(keys, watchlist), time)];
        const followed = fold([...facts, ...facts], watchlist);
        expect([changes(rows, followed, time), vanished(keys, followed)]).toEqual([[], []]);
      }),
    );
  });
});
