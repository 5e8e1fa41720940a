import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnGap, eventColumns, fit, layOut, margin } from './layout.js';

const wanted = { events: 6, alerts: 9, services: 7, addresses: 8 };

describe('the columns of the events table', () => {
  it('are the essential ones on a narrow screen and all on a wide one', () => {
    expect(eventColumns(80).map(({ name }) => name)).toEqual(['event', 'look', 'listings', 'getIn', 'getInChange', 'trend']);
    expect(eventColumns(140)).toHaveLength(10);
  });

  it('never exceed the screen', () => {
    fc.assert(
      fc.property(fc.integer({ min: 80, max: 200 }), (columns) => {
        const shown = eventColumns(columns);
        const width = shown.reduce((sum, column) => sum + column.width, 0) + columnGap * (shown.length - 1) + 2 * margin;
        expect(width).toBeLessThanOrEqual(columns);
      }),
    );
  });
});

describe('the rows of the panels', () => {
  it('are all there is to show on a large screen', () => {
    expect(layOut({ columns: 140, rows: 42 }, wanted)).toMatchObject({ events: 6, alerts: 9, services: 7, sideBySide: true, airy: true });
  });

  it('favour services and events on a small screen', () => {
    expect(layOut({ columns: 80, rows: 24 }, wanted)).toEqual({
      events: 6,
      alerts: 4,
      services: 7,
      addresses: 0,
      sideBySide: false,
      airy: false,
    });
  });

  it('never exceed the screen', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 80 }), fc.integer({ min: 80, max: 200 }), (rows, columns) => {
        const { events, alerts, services, addresses, sideBySide, airy } = layOut({ columns, rows }, wanted);
        const titles = sideBySide ? 3 : 4;
        const lower = sideBySide ? Math.max(services, addresses) : services + addresses;
        expect(2 + titles + (airy ? titles : 0) + events + alerts + lower).toBeLessThan(rows);
      }),
    );
  });

  it('say how many items did not fit', () => {
    expect(fit([1, 2, 3], 3)).toEqual({ shown: [1, 2, 3], hidden: 0 });
    expect(fit([1, 2, 3], 2)).toEqual({ shown: [1], hidden: 2 });
    expect(fit([1, 2, 3], 0)).toEqual({ shown: [], hidden: 3 });
  });
});
