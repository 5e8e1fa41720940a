import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockOf } from './clock.js';
import { resumedEpoch, type RememberedRun } from './remembered-run.js';

const epoch = new Date('2026-12-01T00:00:00Z');
const later = (seconds: number) => new Date(epoch.getTime() + seconds * 1000);

describe('clock', () => {
  it('makes a simulated day of two real minutes at 720-fold speed', () => {
    const clock = clockOf(epoch, 720, () => later(120));
    expect(clock.now()).toBe(86_400);
    expect(clock.realAt(86_400)).toEqual(later(120));
  });

  it('reads real instants as simulated seconds and back, to the second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e8 }), fc.constantFrom(1, 60, 720), (seconds, speed) => {
        const clock = clockOf(epoch, speed);
        expect(Math.abs(clock.simulatedAt(clock.realAt(seconds)) - seconds)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('a run that goes on', () => {
  const last: RememberedRun = { seed: 1, speed: 720, epoch: epoch.toISOString(), lastSeenAt: later(600).toISOString() };
  const simulatedAt = (resumed: Date, speed: number, now: Date) => clockOf(resumed, speed).simulatedAt(now);

  it('begins now when there is nothing to go on with, or another seed', () => {
    expect(resumedEpoch(null, { seed: 1, speed: 720 }, later(9))).toEqual(later(9));
    expect(resumedEpoch(last, { seed: 2, speed: 720 }, later(9))).toEqual(later(9));
  });

  it('keeps its epoch over a short pause, so no event moves', () => {
    expect(resumedEpoch(last, { seed: 1, speed: 720 }, later(620))).toEqual(epoch);
  });

  it('takes a long pause out', () => {
    const now = later(100_000);
    expect(simulatedAt(resumedEpoch(last, { seed: 1, speed: 720 }, now), 720, now)).toBe(605 * 720);
  });

  it('never runs backwards, whatever the pause and the new speed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.constantFrom(1, 60, 720, 7200), (pauseSeconds, speed) => {
        const now = later(600 + pauseSeconds);
        expect(simulatedAt(resumedEpoch(last, { seed: 1, speed }, now), speed, now)).toBeGreaterThanOrEqual(600 * 720 - 1);
      }),
    );
  });
});
