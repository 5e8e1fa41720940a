import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWatch } from '@tickettape/watches';
import { getIn } from '../market/listing.js';
import { World } from '../scenario/world.js';
import { csv } from './csv.js';
import { eventsCsv, localDateTime } from './events-csv.js';
import { watchesCsv } from './watches-csv.js';

describe('csv', () => {
  it('is read back by any other reader as it was written', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ a: fc.string({ unit: fc.constantFrom('x', 'ä', ',', '"', '\n', '\r', ' ') }), b: fc.string() })),
        (rows) => {
          const read: unknown = parse(csv(['a', 'b'], rows), { columns: true, record_delimiter: '\r\n' });
          expect(read).toEqual(rows);
        },
      ),
    );
  });

  it('quotes only what needs it', () => {
    expect(csv(['a', 'b'], [{ a: 'x, "y"', b: 'z' }])).toBe('a,b\r\n"x, ""y""",z\r\n');
  });
});

const world = new World(1, 7);
const events = world.eventsInSheet(0);
const rowsOf = (text: string) => parse(text, { columns: true }) as Record<string, string>[];

describe('events tab', () => {
  const sheet = (flaws: boolean) =>
    rowsOf(
      eventsCsv(
        events.map((event) => ({ ...event, startsAt: new Date('2026-12-24T19:30:15.900Z'), tracked: event.slot < 6 })),
        { flaws },
      ),
    );

  it('has the local date and time of the venue', () => {
    const dates = Object.fromEntries(sheet(false).map((row) => [row.City, row['Event Date (Local)']]));
    expect(dates).toMatchObject({ London: '2026-12-24 19:30:15', Tokyo: '2026-12-25 04:30:15', Springfield: '2026-12-24 13:30:15' });
  });

  it('names the time zone where the city alone leaves it open', () => {
    const zones = sheet(false).filter((row) => row['Time Zone'] !== '');
    expect(zones.map((row) => [row.City, row['Time Zone']])).toEqual([['Springfield', 'America/Chicago']]);
  });

  it('has one row that is switched off, and one that nobody can read unless flaws are off', () => {
    expect(sheet(true).filter((row) => row.is_tracked === 'FALSE')).toHaveLength(1);
    const unreadable = (rows: Record<string, string>[]) => rows.filter((row) => !/^\d{4}-\d{2}-\d{2} /.test(row['Event Date (Local)']!));
    expect(unreadable(sheet(true))).toHaveLength(1);
    expect(unreadable(sheet(false))).toHaveLength(0);
  });

  it('leaves parts of a second out, so that no row is later than its event', () => {
    expect(localDateTime(new Date('2026-12-24T19:30:15.999Z'), 'Europe/London')).toBe('2026-12-24 19:30:15');
  });
});

describe('watches tab', () => {
  const watched = events.map((event) => ({ ...event, opening: world.marketOf(event).bookAt(0) }));
  const tracked = watched.filter(({ slot }) => slot < 6);
  const watches = rowsOf(watchesCsv(tracked, 720));
  const of = (condition: string) => watches.filter((row) => row.Condition === condition);

  it('shows many kinds of conditions, each row named once and understood as it stands', () => {
    const kinds = new Set<string>();
    for (const row of watches) {
      const cell = (header: string): string => row[header]!;
      const cells = {
        value: cell('Value'),
        currency: cell('Currency'),
        within: cell('Within'),
        section: cell('Section'),
        rearm: cell('Re-arm'),
      };
      const { watch, notes } = readWatch(cell('Condition'), cells);
      expect(notes, row.Watch).toEqual([]);
      kinds.add(watch!.condition.kind);
    }
    expect(kinds).toEqual(
      new Set(['get-in-below', 'get-in-above', 'get-in-moves', 'get-in-low', 'new-listing', 'listings-moves', 'market-quiet', 'all']),
    );
    expect(new Set(watches.map((row) => row.Watch)).size).toBe(watches.length);
  });

  it('asks for moves within a time that fits the speed', () => {
    const within = (speed: number) => rowsOf(watchesCsv(tracked, speed)).find((row) => row.Condition === 'get-in moves')!.Within;
    expect([1, 60, 720, 100_000].map(within)).toEqual(['6h', '6m', '30s', '1s']);
  });

  it('has prices with the decimals of their currency, none of which holds at the opening', () => {
    for (const row of [...of('get-in below'), ...of('get-in above')]) {
      expect(row.Value).toMatch(row.Currency === 'JPY' ? /^\d+$/ : /^\d+\.\d\d$/);
      const getInNow = getIn(watched.find(({ eventId }) => eventId === row.viagId)!.opening.values())!;
      const threshold = Number(row.Value) * (row.Currency === 'JPY' ? 1 : 100);
      expect(row.Condition === 'get-in below' ? getInNow >= threshold : getInNow <= threshold).toBe(true);
    }
  });

  it('is crossed by every market that has a price watch within the first day', () => {
    for (const row of [...of('get-in below'), ...of('get-in above')]) {
      const market = world.marketOf(events.find(({ eventId }) => eventId === row.viagId)!);
      const threshold = Number(row.Value) * (row.Currency === 'JPY' ? 1 : 100);
      const prices = Array.from({ length: 96 }, (_, quarter) => getIn(market.bookAt(quarter * 900).values())!);
      expect(prices.some((price) => (row.Condition === 'get-in below' ? price < threshold : price > threshold))).toBe(true);
    }
  });
});
