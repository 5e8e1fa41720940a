import { describe, expect, it } from 'vitest';
import { budgetUseOf } from './budget-use.js';
import { freshHost } from './host-state.js';

const noonMs = Date.parse('2026-11-20T12:00:00Z');
const budget = { floorMs: 0, host: { burst: 10, perMinute: 30, perDay: 1_000, silence: null }, operations: {} };
const host = { missing: 5, atMs: noonMs, inRow: 1, day: Math.floor(noonMs / 86_400_000), today: 250 };

describe('the part of a budget that is used', () => {
  it('is what the bucket lacks and what the day has had', () =>
    expect(budgetUseOf({ ...freshHost, host }, budget, noonMs)).toEqual({ minute: 0.5, day: 0.25 }));

  it('falls as tokens come back, more slowly where the host pushed back', () => {
    expect(budgetUseOf({ ...freshHost, host }, budget, noonMs + 4_000).minute).toBeCloseTo(0.3);
    expect(budgetUseOf({ ...freshHost, host, share: 0.5 }, budget, noonMs + 4_000).minute).toBeCloseTo(0.4);
    expect(budgetUseOf({ ...freshHost, host }, budget, noonMs + 60_000).minute).toBe(0);
  });

  it('of the day begins anew at midnight UTC', () => expect(budgetUseOf({ ...freshHost, host }, budget, noonMs + 43_200_000).day).toBe(0));

  it('is not known where there is no limit', () => {
    const unlimited = { ...budget, host: { ...budget.host, perMinute: null, perDay: null } };
    expect(budgetUseOf({ ...freshHost, host }, unlimited, noonMs)).toEqual({ minute: null, day: null });
  });
});
