import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { around, aWatch, watchesTab } from './tabs.examples.js';
import { readWatchRows, watchColumns } from './watch-row.js';

const read = (...rows: ReturnType<typeof aWatch>[]) => readWatchRows(watchesTab(rows), 'stubhub', around);
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
      { rule: 'GET IN ABOVE', value: '1500', currency: 'jpy' },
      { kind: 'get-in-above', price: 1500, currency: 'JPY' },
    ],
    [
      { rule: 'get-in-moves', value: '10%' },
      { kind: 'get-in-moves', percent: 10, withinSeconds: 86_400, currency: 'USD' },
    ],
    [
      { rule: 'Get-In moves', value: '7.5 %', within: '6h' },
      { kind: 'get-in-moves', percent: 7.5, withinSeconds: 21_600, currency: 'USD' },
    ],
    [
      { rule: 'get-in moves', value: 0.07, within: '10m' },
      { kind: 'get-in-moves', percent: 7, withinSeconds: 600, currency: 'USD' },
    ],
    [
      { rule: 'New Listing', section: 101, value: '', currency: '' },
      { kind: 'new-listing', section: '101' },
    ],
  ])('%j watches for %j', (told, condition) => expect(conditionOf(told)).toEqual(condition));

  it('may be written whole into its condition, with its settings in columns of their own', () => {
    const told = { rule: 'get-in below 95 EUR in section 101 and listings below 50', value: '', currency: '' };
    const settings = {
      hold: '10m',
      rearm: '30m',
      hysteresis: 0.03,
      tellOver: true,
      blindAfter: '15m',
      severity: 'High',
      recipients: 'alice; bob',
    };
    expect(read(aWatch({ ...told, ...settings })).rows).toMatchObject([
      {
        condition: {
          kind: 'all',
          conditions: [
            { kind: 'get-in-below', price: 9_500, currency: 'EUR', section: '101' },
            { kind: 'listings-below', count: 50 },
          ],
        },
        holdSeconds: 600,
        rearmSeconds: 1_800,
        hysteresisPercent: 3,
        tellOver: true,
        blindAfterSeconds: 900,
        severity: 'high',
        recipients: ['alice', 'bob'],
      },
    ]);
  });

  it('about appointments means the time zone of its event, and says so where that is unknown', () => {
    const slot = aWatch({ rule: 'slot available from 2026-12-01', value: '', currency: '' });
    expect(read(slot).rows).toMatchObject([{ condition: { kind: 'slot-available', timeZone: 'America/New_York' } }]);
    const nowhere = { ...around, events: new Map([['stubhub/5958508', null]]) };
    const { rows, findings } = readWatchRows(watchesTab([slot]), 'stubhub', nowhere);
    expect([rows.length, findings]).toMatchObject([1, [{ column: 'Condition', severity: 'warning' }]]);
  });

  const price = 'write the price as 150 or 149.50, without currency or separators';
  const percentage = 'write a percentage such as 10%, at most 1000%, or an amount with its currency such as 20 USD';
  it.each([
    [{ rule: '' }, /^Condition: is empty: begin with get-in, median, listings/],
    [{ rule: 'sold out' }, /^Condition: is "sold out": begin with get-in, median, listings/],
    [{ rule: 'get-in' }, /^Condition: ends after "get-in": write below, above, moves/],
    [{ value: '' }, `Value: is empty: ${price}`],
    [{ value: '$150' }, `Value: is "$150": ${price}`],
    [{ value: '1,500' }, `Value: is "1,500": ${price}`],
    [{ value: -5 }, `Value: is "-5": ${price}`],
    [{ currency: '' }, 'Currency: is empty: write the currency of Value, e.g. USD'],
    [{ currency: 'US$' }, 'Currency: is "US$": write an ISO 4217 code such as USD or EUR'],
    [{ currency: 'XYZ' }, 'Currency: is "XYZ": write an ISO 4217 code such as USD or EUR'],
    [{ rule: 'get-in moves', value: '10', currency: '' }, `Value: is "10": ${percentage}`],
    [{ rule: 'get-in moves', value: 10, currency: '' }, `Value: is "10": ${percentage}`],
    [{ rule: 'get-in moves', value: '0%' }, `Value: is "0%": ${percentage}`],
    [{ rule: 'get-in moves', value: '10%', within: 'a day' }, 'Within: is "a day": write 15m, 4h, 1d or seconds such as 900'],
    [{ rule: 'get-in below 95 USD', currency: '' }, 'Value: is told twice: the rule has "95" already'],
    [{ quantity: 'two' }, 'Quantity: is "two": write a whole number, at least 1'],
    [{ severity: 'loud' }, 'Severity: is "loud": write low, normal, high'],
    [{ tellOver: 'maybe' }, 'Tell When Over: is "maybe": write TRUE or FALSE'],
    [{ channels: 'log; pigeon, fax' }, /^Channels: has "pigeon", "fax": channels are log/],
    [{ name: ' ' }, 'Watch: is empty'],
    [{ eventId: '#N/A' }, 'viagId: is "#N/A": an id at stubhub has digits only'],
  ])('%j is refused', (told, fault) => {
    expect(read(aWatch(told)).rows).toEqual([]);
    expect(faultsOf(told)).toEqual([typeof fault === 'string' ? fault : expect.stringMatching(fault)]);
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
    const rows = [aWatch(), aWatch({ name: 'b', rule: '?' }), aWatch({ name: 'c', rule: 'new listing', section: 'Pit' })];
    const expected = readWatchRows(watchesTab(rows), 'stubhub', around);
    fc.assert(
      fc.property(fc.shuffledSubarray(keys, { minLength: keys.length }), (order) => {
        expect(readWatchRows(watchesTab(rows, order), 'stubhub', around)).toEqual(expected);
      }),
    );
    const few = watchesTab([aWatch({ rule: 'new listing', section: 'Pit' })], ['name', 'eventId', 'rule', 'section']);
    expect(readWatchRows(few, 'stubhub', around).rows).toHaveLength(1);
  });
});
