import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEventRows } from '../rows/event-row.js';
import { anEvent, eventsTab } from '../rows/tabs.examples.js';
import { fold, isTracked } from './catalogue.js';
import { decide } from './decide.js';

const time = '2026-11-22T00:00:00.000Z';
const guard = { maxShare: 0.2, confirmed: undefined, heldBefore: null };
const events = (...ids: unknown[]) => ids.map((eventId) => anEvent({ eventId: eventId as number }));
const rowsOf = (cells: ReturnType<typeof anEvent>[]) => readEventRows(eventsTab(cells), 'stubhub');
const five = fold(decide(rowsOf(events(1, 2, 3, 4, 5)), new Map(), guard, time).facts);

describe('what the sheet leads to', () => {
  it('is nothing where it says what the tape says', () => {
    expect(decide(rowsOf(events(5, 4, 3, 2, 1)), five, guard, time)).toEqual({ facts: [], hold: null });
  });

  it('is the removal of a few', () => {
    const { facts, hold } = decide(rowsOf(events(1, 2, 3, 4)), five, guard, time);
    expect([facts.map(({ type, subject }) => [type, subject]), hold]).toEqual([[['event.untracked.v1', 'stubhub/5']], null]);
  });

  it('is no removal of many, while what else it says goes on', () => {
    const { facts, hold } = decide(rowsOf(events(1, 2, 6)), five, guard, time);
    expect(facts.map(({ type, subject }) => [type, subject])).toEqual([['event.tracked.v1', 'stubhub/6']]);
    expect(hold).toMatchObject({ reason: 'too-many', names: ['stubhub/3', 'stubhub/4', 'stubhub/5'] });
  });

  it('is no removal while a row cannot say what it is about', () => {
    const { facts, hold } = decide(rowsOf(events(1, 2, 3, 4, '#REF!')), five, guard, time);
    expect([facts, hold?.reason]).toEqual([[], 'unreadable-rows']);
  });

  it('never untracks more than the share, whatever is cut out of the sheet or spoilt in it', () => {
    const cells = events(1, 2, 3, 4, 5);
    const spoilt = fc.constantFrom(null, 'date', 'eventId', 'tracked', 'name');
    fc.assert(
      fc.property(fc.subarray(cells), fc.array(spoilt, { minLength: 5, maxLength: 5 }), (kept, columns) => {
        const sheet = kept.map((row, index) => (columns[index] ? { ...row, [columns[index]]: '?' } : row));
        const { facts } = decide(rowsOf(sheet), five, guard, time);
        expect([...fold(facts, five).values()].filter(isTracked).length).toBeGreaterThanOrEqual(4);
      }),
    );
  });
});
