import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAmount, formatBareAmount, formatCount } from './amount.js';
import { changeOf } from './change.js';
import { formatAge, formatShortSpan, formatSpan } from './span.js';
import { sparkline } from './sparkline.js';
import { formatStart } from './start.js';

const now = Date.parse('2026-12-31T12:00:00Z');

describe('a span of time', () => {
  it.each([
    [0, '0s'],
    [59_999, '59s'],
    [200_000, '3m 20s'],
    [7_500_000, '2h 05m'],
    [442_800_000, '5d 03h'],
  ])('of %d ms reads %s', (ms, text) => expect(formatSpan(ms)).toBe(text));

  it('is short where there is little room', () => expect(formatShortSpan(200_000)).toBe('3m'));

  it('since an instant is its age, never negative, and unknown without one', () => {
    expect([formatAge('2026-12-31T11:59:56Z', now), formatAge('2026-12-31T12:00:01Z', now), formatAge(null, now)]).toEqual([
      '4s',
      '0s',
      '–',
    ]);
  });
});

describe('the start of an event', () => {
  it.each([
    ['counts down when it is near', '2026-12-31T12:12:04Z', 'in 12m 04s'],
    ['is a date when it is far', '2027-06-01T18:00:00Z', '2027-06-01'],
    ['has begun', '2026-12-31T12:00:00Z', 'begun'],
  ])('%s', (_, startsAt, text) => expect(formatStart({ startsAt, localDate: '2026-12-31T20:00:00' }, now)).toBe(text));

  it('is only a local date where the zone is not known', () => {
    expect(formatStart({ startsAt: null, localDate: '2026-12-31T20:00:00' }, now)).toBe('2026-12-31');
  });
});

describe('an amount', () => {
  it('is read from minor units', () => {
    expect([formatAmount(13_499, 'USD'), formatAmount(1500, 'JPY'), formatBareAmount(13_499, 'USD'), formatCount(1505)]).toEqual([
      '134.99 USD',
      '1500 JPY',
      '134.99',
      '1,505',
    ]);
  });

  it('that was not told is a dash and never zero', () => {
    expect([formatAmount(null, 'USD'), formatAmount(100, null), formatBareAmount(null, null), formatCount(null)]).toEqual([
      '–',
      '–',
      '–',
      '–',
    ]);
    expect([formatAmount(0, 'USD'), formatCount(0)]).toEqual(['0.00 USD', '0']);
  });
});

describe('a change', () => {
  it.each([
    [10_000, 10_210, '▲ 2.1%', 'up'],
    [10_000, 9_000, '▼ 10.0%', 'down'],
    [10_000, 10_001, '▲ 0.1%', 'up'],
    [10_000, 25_000, '▲ 150%', 'up'],
    [1, 100_000, '▲ >999%', 'up'],
    [10_000, 10_000, '0%', 'none'],
    [null, 10_000, '–', 'none'],
    [10_000, null, '–', 'none'],
    [0, 10_000, '–', 'none'],
  ] as const)('from %s to %s reads %s', (before, after, text, direction) => expect(changeOf(before, after)).toEqual({ text, direction }));
});

describe('a sparkline', () => {
  it('runs from the lowest to the highest value', () => expect(sparkline([1, 2, 3, 4, 5, 6, 7, 8], 8)).toBe('▁▂▃▄▅▆▇█'));

  it('leaves a gap where we were blind', () => expect(sparkline([1, null, 8], 8)).toBe('▁ █'));

  it('is flat where nothing moved, and empty where nothing is known', () => {
    expect([sparkline([7, 7], 8), sparkline([null, null], 8), sparkline([], 8)]).toEqual(['▄▄', '  ', '']);
  });

  it('shows the newest values that fit, one character each', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat())), fc.nat({ max: 40 }), (values, width) => {
        expect(sparkline(values, width)).toHaveLength(Math.min(values.length, width));
      }),
    );
  });
});
