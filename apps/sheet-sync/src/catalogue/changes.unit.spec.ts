import { CatalogFact } from '@tickettape/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEventRows } from '../rows/event-row.js';
import { anEvent, eventsTab } from '../rows/tabs.examples.js';
import { fold, isTracked, type Catalogue } from './catalogue.js';
import { changes, remove, vanished } from './changes.js';

const time = '2026-11-22T00:00:00.000Z';
const empty: Catalogue = new Map();
const rowsOf = (...cells: ReturnType<typeof anEvent>[]) => readEventRows(eventsTab(cells), 'stubhub');
const after = (...sheets: ReturnType<typeof anEvent>[][]): Catalogue =>
  sheets.reduce((catalogue, cells) => fold(changes(rowsOf(...cells).rows, catalogue, time), catalogue), empty);
const types = (facts: readonly CatalogFact[]) => facts.map(({ type, data }) => [type, data.revision]);

describe('the catalogue', () => {
  it('tracks a new row, by a fact whose id names its revision and its content', () => {
    const [fact] = changes(rowsOf(anEvent()).rows, empty, time);
    expect(CatalogFact.parse(fact)).toMatchObject({
      type: 'event.tracked.v1',
      id: expect.stringMatching(/^catalog:stubhub:5958508:1:[0-9a-f]{8}$/),
      source: '/tickettape/sheet-sync',
      subject: 'stubhub/5958508',
      time,
      data: { eventId: '5958508', revision: 1, timeZone: 'America/New_York' },
    });
  });

  it('says nothing about a row that says nothing new', () => {
    expect(changes(rowsOf(anEvent()).rows, after([anEvent()]), '2027-06-01T00:00:00.000Z')).toEqual([]);
  });

  it('revises what changed', () => {
    const facts = changes(rowsOf(anEvent({ venue: 'Larger Hall' })).rows, after([anEvent()]), time);
    expect(facts).toMatchObject([{ type: 'event.revised.v1', data: { revision: 2, venue: 'Larger Hall' } }]);
  });

  it('untracks what is switched off, once, and tracks it again', () => {
    const off = anEvent({ tracked: false });
    expect(changes(rowsOf(off).rows, after([anEvent()]), time)).toMatchObject([
      { type: 'event.untracked.v1', data: { revision: 2, reason: 'switched-off' } },
    ]);
    expect(changes(rowsOf(off).rows, after([anEvent()], [off]), time)).toEqual([]);
    expect(types(changes(rowsOf(anEvent()).rows, after([anEvent()], [off]), time))).toEqual([['event.tracked.v1', 3]]);
  });

  it('knows a row that was never tracked, so that it can be shown', () => {
    const off = anEvent({ tracked: false });
    expect(types(changes(rowsOf(off).rows, empty, time))).toEqual([['event.untracked.v1', 1]]);
    expect(changes(rowsOf(off).rows, after([off]), time)).toEqual([]);
  });

  it('removes what vanished, and takes it back', () => {
    const catalogue = after([anEvent(), anEvent({ eventId: 2 })]);
    const gone = vanished(rowsOf(anEvent()).keys, catalogue);
    expect(remove(gone, time)).toMatchObject([{ type: 'event.untracked.v1', data: { eventId: '2', revision: 2, reason: 'removed' } }]);
    const removed = fold(remove(gone, time), catalogue);
    expect(vanished(rowsOf(anEvent()).keys, removed)).toEqual([]);
    expect(types(changes(rowsOf(anEvent({ eventId: 2 })).rows, removed, time))).toEqual([['event.tracked.v1', 3]]);
  });

  it('does not take a bad row for a vanished one', () => {
    const catalogue = after([anEvent()]);
    const { rows, keys } = rowsOf(anEvent({ date: 'soon', tracked: '#REF!' }));
    expect([changes(rows, catalogue, time), vanished(keys, catalogue)]).toEqual([[], []]);
  });

  it('keeps an event that has begun', () => {
    const past = anEvent({ date: '2001-01-01 20:00' });
    expect(types(changes(rowsOf(past).rows, empty, time))).toEqual([['event.tracked.v1', 1]]);
    expect(changes(rowsOf(past).rows, after([past]), time)).toEqual([]);
  });
});

const cells = fc.record({
  eventId: fc.integer({ min: 1, max: 5 }),
  name: fc.constantFrom('A', 'B', ''),
  date: fc.constantFrom('2026-12-31 20:00', '12/31/2026 8:00 PM', 'soon', ''),
  tracked: fc.constantFrom(true, false, 'TRUE', '#REF!', ''),
  city: fc.constantFrom('New York', 'Portland'),
});
const sheet = fc.array(cells, { maxLength: 8 }).map((rows) => rows.map(anEvent));

describe('for all sheets', () => {
  it('a sheet that was followed has nothing more to say', () => {
    fc.assert(
      fc.property(sheet, sheet, (before, now) => {
        const { rows, keys } = rowsOf(...now);
        const catalogue = after(before);
        const followed = fold([...changes(rows, catalogue, time), ...remove(vanished(keys, catalogue), time)], catalogue);
        expect([changes(rows, followed, time), vanished(keys, followed)]).toEqual([[], []]);
      }),
    );
  });

  it('what is tracked afterwards is what good rows switch on, and what bad rows are about stays as it was', () => {
    fc.assert(
      fc.property(sheet, sheet, (before, now) => {
        const { rows, keys } = rowsOf(...now);
        const catalogue = after(before);
        const followed = fold(changes(rows, catalogue, time), catalogue);
        const good = new Map(rows.map(({ details, tracked }) => [`stubhub/${details.eventId}`, tracked]));
        for (const key of keys) {
          const was = catalogue.get(key);
          const is = followed.get(key);
          expect(is ? isTracked(is) : false).toBe(good.get(key) ?? (was ? isTracked(was) : false));
        }
      }),
    );
  });

  it('facts that are met twice, in any order of arrival of old ones, change nothing', () => {
    fc.assert(
      fc.property(sheet, sheet, (before, now) => {
        const first = changes(rowsOf(...before).rows, empty, time);
        const second = changes(rowsOf(...now).rows, fold(first), time);
        const history = [...first, ...second];
        expect(fold([...history, ...first, ...second])).toEqual(fold(history));
      }),
    );
  });
});
