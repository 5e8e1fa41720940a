import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retryAfterMs } from './retry-after.js';

const nowMs = Date.parse('2026-11-22T00:00:00Z');

describe('Retry-After', () => {
  it.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['99999999', 86_400_000],
    ['Sun, 22 Nov 2026 00:01:30 GMT', 90_000],
    ['Sunday, 22-Nov-26 00:01:30 GMT', 90_000],
    ['Sun Nov 22 00:01:30 2026', 90_000],
    ['Thu Dec  3 00:00:00 2026', 86_400_000],
    ['Sat, 21 Nov 2026 23:00:00 GMT', 0],
    ['Sunday, 06-Nov-94 08:49:37 GMT', 0],
    ['Sun Nov  6 08:49:37 1994', 0],
    ['Sat, 21 Nov 2026 23:59:60 GMT', 0],
  ])('%j means %j ms', (header, waitMs) => expect(retryAfterMs(header, nowMs)).toBe(waitMs));

  it.each([
    ['soon'],
    [''],
    [null],
    ['-5'],
    ['1.5'],
    ['1e3'],
    ['0x10'],
    ['120, 60'],
    ['2026-11-22T00:01:30Z'],
    ['Sun, 22 Nov 2026 00:01:30 +0100'],
    ['sun, 22 nov 2026 00:01:30 gmt'],
    ['Sun, 31 Feb 2027 00:00:00 GMT'],
    ['Sun, 22 Nov 2026 24:00:00 GMT'],
    ['22 Nov 2026'],
  ])('%j means nothing', (header) => expect(retryAfterMs(header, nowMs)).toBeNull());

  it('is read back from every form of every second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_399 }), (seconds) => {
        const date = new Date(nowMs + seconds * 1000);
        const [name, day, month, year, time] = date.toUTCString().replace(',', '').split(' ') as [string, string, string, string, string];
        const long = { Sun: 'Sunday' }[name]!;
        for (const form of [
          date.toUTCString(),
          `${long}, ${day}-${month}-${year.slice(2)} ${time} GMT`,
          `${name} ${month} ${day} ${time} ${year}`,
        ])
          expect(retryAfterMs(form, nowMs)).toBe(seconds * 1000);
      }),
    );
  });

  it('is never negative nor more than a day, whatever it says', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.date().map(String), fc.nat().map(String)), (header) => {
        const waitMs = retryAfterMs(header, nowMs);
        expect(waitMs === null || (waitMs >= 0 && waitMs <= 86_400_000)).toBe(true);
      }),
    );
  });
});
