import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retryAfterMs } from './retry-after.js';

const nowMs = Date.parse('2026-11-22T00:00:00Z');

describe('Retry-After', () => {
  it.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['Sun, 22 Nov 2026 00:01:30 GMT', 90_000],
    ['Sat, 21 Nov 2026 23:00:00 GMT', 0],
    ['99999999', 86_400_000],
    ['soon', null],
    ['', null],
    [null, null],
  ])('%j means %j ms', (header, waitMs) => expect(retryAfterMs(header, nowMs)).toBe(waitMs));

  it('is never negative nor more than a day', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.date().map(String), fc.nat().map(String)), (header) => {
        const waitMs = retryAfterMs(header, nowMs);
        expect(waitMs === null || (waitMs >= 0 && waitMs <= 86_400_000)).toBe(true);
      }),
    );
  });
});
