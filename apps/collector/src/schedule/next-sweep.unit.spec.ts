import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paceOf } from '../politeness/pace.js';
import { longestSweepDelayMs, nextSweepDelayMs } from './next-sweep.js';

const random = fc.double({ min: 0, max: 1, noNaN: true }).map((value) => () => value);

describe('the next sweep', () => {
  it('is never sooner than a minute at a host elsewhere, whatever is configured', () => {
    fc.assert(
      fc.property(fc.constantFrom('pro.stubhub.com', '192.168.0.9'), fc.double(), fc.double(), random, (host, interval, speed, draw) => {
        const delayMs = nextSweepDelayMs(interval, paceOf(host, speed), draw);
        expect(delayMs).toBeGreaterThanOrEqual(60_000);
        expect(Number.isFinite(delayMs)).toBe(true);
      }),
    );
  });

  it('is between half and three times the interval away', () => {
    fc.assert(
      fc.property(fc.integer({ min: 120, max: 86_400 }), random, (interval, draw) => {
        const pace = paceOf('pro.stubhub.com', 1);
        const delayMs = nextSweepDelayMs(interval, pace, draw);
        expect(delayMs).toBeGreaterThanOrEqual(interval * 500);
        expect(delayMs).toBeLessThanOrEqual(longestSweepDelayMs(interval, pace));
      }),
    );
  });

  it('comes after its interval on average, give or take a tenth', () => {
    const delays = Array.from({ length: 20_000 }, () => nextSweepDelayMs(14_400, paceOf('pro.stubhub.com', 1), Math.random));
    const meanMs = delays.reduce((sum, delayMs) => sum + delayMs, 0) / delays.length;
    expect(meanMs / 14_400_000).toBeGreaterThan(0.95);
    expect(meanMs / 14_400_000).toBeLessThan(1.15);
  });

  it('comes sooner in simulated time', () => {
    expect(nextSweepDelayMs(14_400, paceOf('127.0.0.1', 720), () => 1 - Math.exp(-1))).toBeCloseTo(
      20_000 * (1 + 0.1 * (1 - 2 * Math.exp(-1))),
    );
  });
});
