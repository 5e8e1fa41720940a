import { describe, expect, it } from 'vitest';
import { QuotaExhausted } from '../readers/quota.js';
import { nextCycleDelayMs } from './next-cycle.js';

const nowMs = Date.parse('2026-11-22T10:15:20Z');
const after = { failures: 0, intervalMs: 300_000, nowMs, random: 0.5 };
const failed = { ...after, failure: new Error('no answer') };

describe('the next cycle', () => {
  it('comes after the interval, a tenth sooner or later', () => {
    expect([0, 0.5, 1].map((random) => nextCycleDelayMs({ ...after, random }))).toEqual([270_000, 300_000, 330_000]);
  });

  it('comes sooner after a failure, then ever later, and never rarer than without one', () => {
    expect([1, 2, 3, 7, 8, 9, 2000].map((failures) => nextCycleDelayMs({ ...failed, failures }))).toEqual([
      2000, 4000, 8000, 128_000, 256_000, 300_000, 300_000,
    ]);
  });

  it('waits for the minute that a quota names, and a moment more, so that not all come at once', () => {
    const failure = new QuotaExhausted(new Date('2026-11-22T10:16:00Z'));
    expect([0, 1].map((random) => nextCycleDelayMs({ ...after, failure, failures: 1, random }))).toEqual([40_000, 45_000]);
  });
});
