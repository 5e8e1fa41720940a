import { Token } from '@tickettape/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aWatch, watchesTab } from './tabs.examples.js';
import { watchIdOf } from './watch-id.js';
import { readWatchRows, watchColumns } from './watch-row.js';

const known = new Set(['stubhub/5958508']);
const read = (...rows: ReturnType<typeof aWatch>[]) => readWatchRows(watchesTab(rows), 'stubhub', known);
const conditionOf = (told: Parameters<typeof aWatch>[0]) => read(aWatch(told)).rows[0]?.condition;
const faultsOf = (told: Parameters<typeof aWatch>[0]) => read(aWatch(told)).findings.map(({ column, reason }) => `${column}: ${reason}`);

describe('a row of the tab Watches', () => {
  it('is a watch, told to the log where nothing else is written', () => {
    expect(read(aWatch()).rows).toEqual([
      {
        watchId: 'cheap-seats',
        name: 'Cheap seats',
        source: 'stubhub',
        eventId: '5958508',
        condition: { kind: 'get-in-below', price: 15_000, currency: 'USD' },
        channels: ['log'],
      },
    ]);
  });

  it.each([
    [{ value: '149.99' }, { kind: 'get-in-below', price: 14_999, currency: 'USD' }],
    [{ value: 134.99 }, { kind: 'get-in-below', price: 13_499, currency: 'USD' }],
    [{ value: 0.1 + 0.2 }, { kind: 'get-in-below', price: 30, currency: 'USD' }],
    [
      { condition: 'GET IN ABOVE', value: '1500', currency: 'jpy' },
      { kind: 'get-in-above', price: 1500, currency: 'JPY' },
    ],
    [
      { condition: 'get-in-moves', value: '10%' },
      { kind: 'get-in-moves', percent: 10, withinSeconds: 86_400 },
    ],
    [
      { condition: 'Get-In moves', value: '7.5 %', within: '6h' },
      { kind: 'get-in-moves', percent: 7.5, withinSeconds: 21_600 },
    ],
    [
      { condition: 'get-in moves', value: 0.07, within: '10m' },
      { kind: 'get-in-moves', percent: 7, withinSeconds: 600 },
    ],
    [
      { condition: 'New Listing', section: 101 },
      { kind: 'new-listing', section: '101' },
    ],
  ])('%j watches for %j', (told, condition) => expect(conditionOf(told)).toEqual(condition));

  it.each([
    [{ condition: '' }, 'Condition: is empty: write get-in below, get-in above, get-in moves or new listing'],
    [{ condition: 'sold out' }, 'Condition: is "sold out": write get-in below, get-in above, get-in moves or new listing'],
    [{ value: '' }, 'Value: is empty: write the price as 150 or 149.50, without currency or separators'],
    [{ value: '$150' }, 'Value: is "$150": write the price as 150 or 149.50, without currency or separators'],
    [{ value: '1,500' }, 'Value: is "1,500": write the price as 150 or 149.50, without currency or separators'],
    [{ value: -5 }, 'Value: is "-5": write the price as 150 or 149.50, without currency or separators'],
    [{ currency: '' }, 'Currency: is empty: write the currency of Value, e.g. USD'],
    [{ currency: 'US$' }, 'Currency: is "US$": write an ISO 4217 code such as USD or EUR'],
    [{ currency: 'XYZ' }, 'Currency: is "XYZ": write an ISO 4217 code such as USD or EUR'],
    [{ condition: 'get-in moves', value: '10' }, `Value: is "10": write a percentage such as 10%, from 100% on as text ('150%)`],
    [{ condition: 'get-in moves', value: 10 }, `Value: is "10": write a percentage such as 10%, from 100% on as text ('150%)`],
    [{ condition: 'get-in moves', value: '0%' }, `Value: is "0%": write a percentage such as 10%, from 100% on as text ('150%)`],
    [{ condition: 'get-in moves', value: '10%', within: 'a day' }, 'Within: is "a day": write 15m, 4h, 1d or seconds such as 900'],
    [{ condition: 'new listing' }, 'Section: is empty: write the section whose new listings are wanted'],
    [{ channels: 'log; pigeon, fax' }, 'Channels: has "pigeon", "fax": channels are log, webhook, telegram'],
    [{ name: ' ' }, 'Watch: is empty'],
    [{ eventId: '#N/A' }, 'viagId: is "#N/A": an id at stubhub has digits only'],
  ])('%j is refused', (told, fault) => {
    expect(read(aWatch(told)).rows).toEqual([]);
    expect(faultsOf(told)).toEqual([fault]);
  });

  it('names its channels in any way, each once', () => {
    expect(read(aWatch({ channels: ' Telegram,log ;log' })).rows[0]!.channels).toEqual(['log', 'telegram']);
  });

  it('about an event that nobody lists stands, with a warning', () => {
    const { rows, findings } = read(aWatch({ eventId: 7 }));
    expect(rows).toHaveLength(1);
    expect(findings).toMatchObject([{ row: 2, column: 'viagId', severity: 'warning' }]);
  });

  it('has its name once, whatever its case, spaces and dashes', () => {
    const { rows, findings } = read(aWatch(), aWatch({ name: 'CHEAP - SEATS', value: '90' }));
    expect(rows).toMatchObject([{ condition: { price: 15_000 } }]);
    expect(findings).toMatchObject([{ row: 3, severity: 'rejected', reason: 'repeats row 2 (cheap-seats), which stands' }]);
  });

  it('means the same in any order of columns, and without those it does not need', () => {
    const keys = Object.keys(watchColumns) as (keyof typeof watchColumns)[];
    const rows = [aWatch(), aWatch({ name: 'b', condition: '?' }), aWatch({ name: 'c', condition: 'new listing', section: 'Pit' })];
    const expected = readWatchRows(watchesTab(rows), 'stubhub', known);
    fc.assert(
      fc.property(fc.shuffledSubarray(keys, { minLength: keys.length }), (order) => {
        expect(readWatchRows(watchesTab(rows, order), 'stubhub', known)).toEqual(expected);
      }),
    );
    const few = watchesTab([aWatch({ condition: 'new listing', section: 'Pit' })], ['name', 'eventId', 'condition', 'section']);
    expect(readWatchRows(few, 'stubhub', known).rows).toHaveLength(1);
  });
});

describe('the id of a watch', () => {
  it.each([
    ['Cheap seats', 'cheap-seats'],
    ['  cheap   SEATS ', 'cheap-seats'],
    ['Pit 2', 'pit-2'],
    ['below-5010000011', 'below-5010000011'],
  ])('of %j is %s', (name, id) => expect(watchIdOf(name)).toBe(id));

  it('has a short hash where the slug cannot hold the name', () => {
    expect([watchIdOf('cheap_seats'), watchIdOf('Get-in < 100!'), watchIdOf('音楽')]).toEqual([
      expect.stringMatching(/^cheap-seats-[0-9a-f]{8}$/),
      expect.stringMatching(/^get-in-100-[0-9a-f]{8}$/),
      expect.stringMatching(/^watch-[0-9a-f]{8}$/),
    ]);
  });

  it('is one token of a subject, and differs for different names', () => {
    const plain = (name: string) =>
      name
        .toLowerCase()
        .replaceAll(/[\s-]+/g, ' ')
        .trim();
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 200 }), fc.string({ minLength: 1, maxLength: 200 }), (one, other) => {
        expect(Token.safeParse(watchIdOf(one)).success).toBe(true);
        expect(watchIdOf(one) === watchIdOf(other)).toBe(plain(one) === plain(other));
      }),
    );
  });
});
