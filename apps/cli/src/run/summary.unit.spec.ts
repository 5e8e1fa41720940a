import { aProjection } from '../dashboard/dashboard.examples.js';
import { outcomes } from '@tickettape/contracts';
import { describe, expect, it } from 'vitest';
import { allAreCaughtUp, storageIsCaughtUp, waitUntilCaughtUp } from './caught-up.js';
import { formatSummary, type Summary } from './summary.js';

const noSweeps = Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Summary['sweeps'];

const summary = (told: Partial<Summary> = {}): Summary => ({
  events: 6,
  sweeps: { ...noSweeps, complete: 1200, throttled: 3 },
  tapeMessages: {},
  rows: { sweeps: 1203, listings: 900 },
  alerts: 4,
  deliveries: { sent: 4, failed: 0 },
  digestMismatches: 0,
  rejections: 1,
  durationSeconds: 45.2,
  caughtUp: true,
  addresses: {},
  ...told,
});

describe('the summary of a run', () => {
  it('tells the looks by their outcomes, alerts, rows, and that tables and tape agree', () => {
    const text = formatSummary(summary());
    for (const part of ['Ran for 45s and watched 6 events', '1,200 complete, 3 throttled', '4 sent, 0 failed', '1,203 sweeps'])
      expect(text).toContain(part);
    expect(text).toContain('every row of the tables equals the tape');
  });

  it('claims nothing that could not be compared', () => {
    expect(formatSummary(summary({ digestMismatches: null }))).toContain('could not be compared');
    expect(formatSummary(summary({ caughtUp: false }))).toContain('not compared');
    expect(formatSummary(summary({ digestMismatches: 2 }))).toContain('2 books differ');
  });
});

const answered = <Value>(value: Value) => ({ ok: true, value }) as const;
const behind = (storage: number, notifier: number) => ({
  lags: answered({ notifier }),
  projections: answered([aProjection('books', { lag: storage })]),
});

describe('a system that catches up', () => {
  it('has handled the tape when storage and notifier are behind by nothing', () => {
    expect(allAreCaughtUp(behind(0, 0))).toBe(true);
    expect([allAreCaughtUp(behind(1, 0)), allAreCaughtUp(behind(0, 1)), storageIsCaughtUp(behind(0, 1))]).toEqual([false, false, true]);
  });

  it('has not where nobody can tell', () => {
    expect(allAreCaughtUp({ ...behind(0, 0), projections: { ok: false, why: 'no answer in time' } })).toBe(false);
  });

  it('is looked at until nothing is left twice in a row', async () => {
    const looks = [behind(3, 0), behind(0, 0), behind(0, 1), behind(0, 0), behind(0, 0)];
    const look = async () => looks.shift() as never;
    expect(await waitUntilCaughtUp({ look }, allAreCaughtUp, 10_000)).toBe(true);
    expect(looks).toEqual([]);
  });

  it('is not waited for without end', async () => {
    expect(await waitUntilCaughtUp({ look: async () => behind(1, 0) as never }, allAreCaughtUp, 10)).toBe(false);
  });
});
