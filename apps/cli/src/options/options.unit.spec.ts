import { describe, expect, it } from 'vitest';
import { parseDuration } from './duration.js';
import { durationOption, seedOption, speedOption, urlOption } from './parse-option.js';

describe('a duration', () => {
  it.each([
    ['45s', 45_000],
    ['5m', 300_000],
    ['2h', 7_200_000],
    ['1h30m', 5_400_000],
    ['1m30s', 90_000],
    ['45', 45_000],
  ])('%s is %d ms', (text, ms) => expect(parseDuration(text)).toBe(ms));

  it.each(['', '0', '0s', '-5s', '1.5m', '5 minutes', '30s1m', '1000h'])('refuses %j', (text) => expect(parseDuration(text)).toBeNull());
});

describe('an option', () => {
  it('is what was meant', () => {
    expect([durationOption('45s'), speedOption('2.5'), seedOption('42'), urlOption('http://127.0.0.1:1')]).toEqual([
      45_000,
      2.5,
      42,
      'http://127.0.0.1:1',
    ]);
  });

  it.each([
    [durationOption, 'soon'],
    [speedOption, '0.5'],
    [speedOption, 'fast'],
    [speedOption, '1e9'],
    [seedOption, '-1'],
    [seedOption, '9999999999'],
    [urlOption, 'localhost:3000'],
    [urlOption, 'ftp://host'],
  ])('says how to write it (%p: %s)', (parse, text) => expect(() => parse(text)).toThrow(/Write/));
});
