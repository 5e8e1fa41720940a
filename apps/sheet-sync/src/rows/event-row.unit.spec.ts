import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventColumns, readEventRows } from './event-row.js';
import { anEvent, eventsTab } from './tabs.examples.js';

const read = (...rows: Parameters<typeof eventsTab>[0][number][]) => readEventRows(eventsTab(rows), 'stubhub');

describe('a row of the tab Events', () => {
  it('is an event with its zone and its instant', () => {
    expect(read(anEvent({ interval: '4h', notes: ' front rows ' })).rows).toEqual([
      {
        tracked: true,
        details: {
          source: 'stubhub',
          eventId: '5958508',
          name: 'The Examples',
          venue: 'Example Hall',
          city: 'New York',
          country: 'USA',
          localDate: '2026-12-31T20:00:00',
          timeZone: 'America/New_York',
          startsAt: '2027-01-01T01:00:00.000Z',
          intervalSeconds: 14_400,
          notes: 'front rows',
        },
      },
    ]);
  });

  it('may have a priority, and the normal one goes without saying', () => {
    const priorities = ['High', 'low ', 'normal', ''].map((priority) => read(anEvent({ priority })).rows[0]!.details.priority);
    expect(priorities).toEqual(['high', 'low', undefined, undefined]);
    expect(read(anEvent({ priority: 'urgent' })).findings).toMatchObject([{ column: 'Priority', severity: 'rejected' }]);
  });

  it('of an office may have no date, since an office does not end; an event may not', () => {
    const { rows, findings } = read(
      anEvent({ eventId: '1063453-10489', source: 'munich', city: 'Munich', country: 'Germany', date: ' ' }),
      anEvent({ eventId: '1063453x2-10489', source: 'munich', city: 'Munich', country: 'Germany', date: '2027-03-31 00:00' }),
      anEvent({ date: '' }),
    );
    expect(rows.map(({ details }) => [details.eventId, details.localDate, details.startsAt])).toEqual([
      ['1063453-10489', null, null],
      ['1063453x2-10489', '2027-03-31T00:00:00', '2027-03-30T22:00:00.000Z'],
    ]);
    expect(findings).toEqual([expect.objectContaining({ row: 4, column: 'Event Date (Local)', severity: 'rejected' })]);
  });

  it('keeps an unknown zone unknown and says so', () => {
    const { rows, findings } = read(anEvent({ city: 'Portland' }));
    expect(rows[0]!.details).toMatchObject({ timeZone: null, startsAt: null });
    expect(findings).toEqual([
      expect.objectContaining({
        tab: 'Events',
        row: 2,
        column: 'Time Zone',
        severity: 'warning',
        reason: expect.stringContaining('for sure'),
      }),
    ]);
  });

  it('tells all its faults at once, each with its column, and the other rows go on', () => {
    const bad = anEvent({ name: '', date: 'soon', eventId: '12a', tracked: '', timeZone: 'EST', interval: 'often' });
    const { rows, findings } = read(anEvent(), bad, anEvent({ eventId: 9812697 }));
    expect(rows.map(({ details }) => details.eventId)).toEqual(['5958508', '9812697']);
    expect(findings.map(({ row, column, severity }) => [row, column, severity])).toEqual(
      ['viagId', 'Event Name', 'Event Date (Local)', 'Time Zone', 'Interval', 'is_tracked'].map((column) => [3, column, 'rejected']),
    );
  });

  it('is refused in the hour that the clocks skip', () => {
    const { rows, findings } = read(anEvent({ date: '2026-03-08 02:30' }));
    expect(rows).toEqual([]);
    expect(findings).toMatchObject([
      { column: 'Event Date (Local)', reason: expect.stringContaining('does not exist in America/New_York') },
    ]);
  });

  it('stands where a later row repeats it', () => {
    const { rows, findings } = read(anEvent(), anEvent({ name: 'Another name' }), anEvent({ source: 'viagogo' }));
    expect(rows.map(({ details }) => [details.source, details.name])).toEqual([
      ['stubhub', 'The Examples'],
      ['viagogo', 'The Examples'],
    ]);
    expect(findings).toMatchObject([
      { row: 3, column: null, severity: 'rejected', reason: 'repeats row 2 (stubhub/5958508), which stands' },
    ]);
  });

  it('counts as present although it is bad, as long as its id can be read', () => {
    const { keys, rowsWithoutKey } = read(anEvent({ date: 'soon' }), anEvent({ eventId: 'none' }));
    expect([[...keys], rowsWithoutKey]).toEqual([['stubhub/5958508'], 1]);
  });

  it('may be blank, and still counts as a row of the sheet', () => {
    const { grid } = eventsTab([anEvent()]);
    const { rows, findings, rowCount } = readEventRows(
      { grid: [grid[0]!, ['', null, ' '], [], grid[1]!, ['', '', '', '', '', '3/4/2026']], endsOpen: false },
      'stubhub',
    );
    expect([rows.length, rowCount]).toEqual([1, 2]);
    expect(new Set(findings.map(({ row }) => row))).toEqual(new Set([5]));
  });

  it('with more cells than the header is not trusted in any column', () => {
    const { grid } = eventsTab([anEvent()]);
    const slipped = ['The Examples', 'Example Hall', 'Manhattan', ...grid[1]!.slice(2)];
    const { rows, rowsWithoutKey, findings } = readEventRows({ grid: [grid[0]!, slipped.concat('x')], endsOpen: false }, 'stubhub');
    expect([rows, rowsWithoutKey]).toEqual([[], 1]);
    expect(findings).toMatchObject([{ row: 2, column: null, reason: expect.stringContaining('quotes') }]);
  });
});

describe('the columns', () => {
  it.each([[' event name ', 'VENUE', 'City', 'country', 'EVENT DATE (local)', 'ViagID', 'Is Tracked']])('are found as %j…', (...header) => {
    const cells = ['A', 'B', 'New York', 'US', '2026-12-31 20:00', 1, true];
    expect(readEventRows({ grid: [header, cells], endsOpen: false }, 'stubhub').rows).toHaveLength(1);
  });

  it('are all named where they are missing, and then nothing of the sheet is read', () => {
    const header = ['Event Name', 'Venue', 'City', 'Country', 'Date', 'id', 'is_tracked'];
    expect(() => readEventRows({ grid: [header], endsOpen: false }, 'stubhub')).toThrow(
      /has no column "Event Date \(Local\)", "viagId"; row 1 has "Event Name"/,
    );
  });

  it('are refused where one is there twice', () => {
    const tab = eventsTab([], ['name', 'venue', 'city', 'country', 'date', 'eventId', 'tracked', 'eventId']);
    expect(() => readEventRows(tab, 'stubhub')).toThrow(/more than one column "viagId"/);
  });

  it('are refused in an answer without a header', () => {
    expect(() => readEventRows({ grid: [], endsOpen: false }, 'stubhub')).toThrow(/row 1 has nothing/);
  });

  it('mean the same in any order', () => {
    const keys = Object.keys(eventColumns) as (keyof typeof eventColumns)[];
    const rows = [
      anEvent(),
      anEvent({ eventId: 2, date: '3/4/2026 20:00' }),
      anEvent({ eventId: 3, city: 'Portland', timeZone: 'Nowhere' }),
    ];
    const expected = readEventRows(eventsTab(rows), 'stubhub');
    fc.assert(
      fc.property(fc.shuffledSubarray(keys, { minLength: keys.length }), (order) => {
        expect(readEventRows(eventsTab(rows, order), 'stubhub')).toEqual(expected);
      }),
    );
  });
});

describe('10,000 rows', () => {
  it('are read within two seconds of work', () => {
    const tab = eventsTab(Array.from({ length: 10_000 }, (_, index) => anEvent({ eventId: 1_000_000 + index, name: `Event ${index}` })));
    const start = process.cpuUsage();
    expect(readEventRows(tab, 'stubhub').rows).toHaveLength(10_000);
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1000).toBeLessThan(2000);
  });
});
