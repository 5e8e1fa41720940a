import { Condition } from '@tickettape/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyCondition } from '../watches.examples.js';
import { ruleText } from '../words/rule-text.js';
import { readWatch } from './read-watch.js';

const conditionOf = (rule: string) => readWatch(rule).watch?.condition;
const faultsOf = (rule: string, cells: Parameters<typeof readWatch>[1] = {}) =>
  readWatch(rule, cells).notes.map(({ field, reason }) => `${field}: ${reason}`);

describe('a rule', () => {
  it.each([
    ['get-in below 95 USD', { kind: 'get-in-below', price: 9_500, currency: 'USD' }],
    ['GET_IN under 95.50 usd', { kind: 'get-in-below', price: 9_550, currency: 'USD' }],
    ['price is at most 9500 JPY', { kind: 'get-in-below', price: 9_500, currency: 'JPY' }],
    ['get-in above 250USD for 2 together', { kind: 'get-in-above', price: 25_000, currency: 'USD', quantity: 2 }],
    ['median below 120 EUR in section 101', { kind: 'median-below', price: 12_000, currency: 'EUR', section: '101' }],
    ['get-in below 95 USD in Floor GA row 4', { kind: 'get-in-below', price: 9_500, currency: 'USD', section: 'Floor GA', row: '4' }],
    ['get-in moves 10% within 6h', { kind: 'get-in-moves', percent: 10, withinSeconds: 21_600 }],
    [
      'get-in falls by 20 USD in the last 6h',
      { kind: 'get-in-moves', direction: 'down', amount: 2_000, currency: 'USD', withinSeconds: 21_600 },
    ],
    ['median up 7.5 % in 10m', { kind: 'median-moves', direction: 'up', percent: 7.5, withinSeconds: 600 }],
    ['new low within 7d', { kind: 'get-in-low', withinSeconds: 604_800 }],
    ['get-in is at a new high', { kind: 'get-in-high', withinSeconds: 2_592_000 }],
    ['listings below 50', { kind: 'listings-below', count: 50 }],
    ['tickets fall 20% within 1d', { kind: 'tickets-moves', direction: 'down', percent: 20, withinSeconds: 86_400 }],
    [
      'inventory rises by 100 within 1d zone Lower',
      { kind: 'listings-moves', direction: 'up', count: 100, withinSeconds: 86_400, zone: 'Lower' },
    ],
    ['new listing in section 101', { kind: 'new-listing', section: '101' }],
    [
      'new listing in "Upper and Lower" row A for 4 together under 150 USD',
      { kind: 'new-listing', section: 'Upper and Lower', row: 'A', quantity: 4, priceAtMost: 15_000, currency: 'USD' },
    ],
    ['listing gone in section 101', { kind: 'listing-gone', section: '101' }],
    ['listing 123456 gone', { kind: 'listing-gone', listingId: '123456' }],
    ['listing 123456 back within 2d', { kind: 'listing-back', listingId: '123456', withinSeconds: 172_800 }],
    [
      'slot available from 2026-12-01 to 2026-12-24 between 8:00 and 12:00 on mon, tue',
      { kind: 'slot-available', from: '2026-12-01', to: '2026-12-24', timeFrom: '08:00', timeTo: '12:00', weekdays: ['mon', 'tue'] },
    ],
    ['market quiet for 6h', { kind: 'market-quiet', withinSeconds: 21_600 }],
    ['listings unusual', { kind: 'market-unusual', measure: 'listings', withinSeconds: 1_209_600 }],
    ['blind for 30m', { kind: 'blind', withinSeconds: 1_800 }],
  ])('%s', (rule, condition) => {
    expect(conditionOf(rule)).toEqual(condition);
    expect(Condition.parse(condition)).toEqual(condition);
  });

  it('joins conditions: and binds tighter than or, and parentheses are multiplied out', () => {
    const [a, b, c] = ['listings below 1', 'listings below 2', 'listings below 3'];
    const [one, two, three] = [1, 2, 3].map((count) => ({ kind: 'listings-below', count }));
    expect(conditionOf(`${a} and ${b}`)).toEqual({ kind: 'all', conditions: [one, two] });
    expect(conditionOf(`${a} and ${b} or ${c}`)).toEqual({ kind: 'any', conditions: [{ kind: 'all', conditions: [one, two] }, three] });
    expect(conditionOf(`${a} and (${b} or ${c})`)).toEqual({
      kind: 'any',
      conditions: [
        { kind: 'all', conditions: [one, two] },
        { kind: 'all', conditions: [one, three] },
      ],
    });
  });

  it('may be followed by settings', () => {
    const { watch } = readWatch(
      'get-in below 95 USD for 10m; re-arm 30m; hysteresis 3%; tell when over; severity high; blind after 15m; to alice, bob; by log',
    );
    expect(watch).toEqual({
      condition: { kind: 'get-in-below', price: 9_500, currency: 'USD' },
      holdSeconds: 600,
      rearmSeconds: 1_800,
      hysteresisPercent: 3,
      tellOver: true,
      severity: 'high',
      blindAfterSeconds: 900,
      recipients: ['alice', 'bob'],
      channels: ['log'],
    });
  });

  it.each([
    ['', /^rule: is empty: begin with get-in, median,/],
    ['cheap seats', /^rule: is "cheap seats": begin with get-in/],
    ['get-in', /^rule: ends after "get-in": write below, above, moves/],
    ['get-in belo 95 USD', /^rule: goes on with "belo" after "get-in": write below, above/],
    ['get-in below 95', /^currency: is empty: write the currency of Value/],
    ['get-in below $95 USD', /^rule: value is "\$95": write the price as 150 or 149.50/],
    ['get-in below 95 XYZ', /^rule: has "XYZ", which is not understood after "get-in below"/],
    ['get-in moves 10 within 6h', /^rule: value is "10": write a percentage such as 10%, at most 1000%, or an amount with its currency/],
    ['get-in moves 10% within soon', /^rule: within is "soon": write 15m, 4h, 1d or seconds/],
    ['get-in moves 10% within 400d', /^rule: within is "400d": it must be 1 second to 90 days/],
    ['get-in below 95 USD within 6h', /^rule: has the within "6h", of which this condition knows nothing/],
    ['median new low', /^rule: asks for a new low of median, which is known of get-in only/],
    ['slot available from 2026-13-01', /^rule: date is "2026-13-01": write a date as 2026-12-31/],
    ['slot available from 12:00 to 08:00', /^rule: ends at 08:00, before it begins at 12:00/],
    ['listings below 5 and', /^rule: is empty: begin with/],
    ['(listings below 5', /^rule: has a \( without its \)/],
    ['listings below 5 ) or', /^rule: has "\) or" after its end/],
    ['listings below 5; loudly', /^rule: has "loudly" after a ;, where for 10m, re-arm 30m/],
    ['listings below 5; severity loud', /^severity: is "loud": write low, normal, high/],
    ['listings below 5; by fax', /^channels: has "fax": channels are log/],
    ['market quiet', /^within: is empty: write 15m, 4h/],
  ])('%j is refused with its place and what is allowed', (rule, fault) => {
    expect(readWatch(rule).watch).toBeNull();
    expect(faultsOf(rule)).toContainEqual(expect.stringMatching(fault));
  });

  it('takes parts from places of their own, and each part once', () => {
    expect(readWatch('get-in below', { value: '95', currency: 'usd', section: '101' }).watch?.condition).toEqual({
      kind: 'get-in-below',
      price: 9_500,
      currency: 'USD',
      section: '101',
    });
    expect(faultsOf('get-in below 95 USD', { value: '90' })).toEqual(['value: is told twice: the rule has "95" already']);
    expect(faultsOf('listings below 5 and tickets below 3', { value: '90' })).toEqual([
      'value: belongs to one condition, and here several are joined: write it into the rule itself',
    ]);
    expect(faultsOf('listings below 5', { within: '6h' })).toEqual(['within: is not used by this condition']);
  });

  it('that was read and told in words reads the same again', () => {
    fc.assert(
      fc.property(anyCondition, (condition) => {
        expect(conditionOf(ruleText(condition))).toEqual(condition);
      }),
      { numRuns: 300 },
    );
  });

  it('is read without end or exception, whatever is written', () => {
    const anything = fc.array(
      fc.oneof(fc.constantFrom('get-in', 'below', '95', 'USD', 'and', 'or', '(', ')', 'for', 'in', ';', '"'), fc.string()),
    );
    fc.assert(
      fc.property(anything, (words) => {
        const { watch, notes } = readWatch(words.join(' '));
        expect(watch === null).toBe(notes.some(({ severity }) => severity === 'rejected'));
        if (watch) expect(Condition.parse(watch.condition)).toEqual(watch.condition);
      }),
    );
  });
});
