import type { CatalogFact } from '@tickettape/contracts';
import { describe, expect, it } from 'vitest';
import { anEvent } from '../catalogue/catalogue.examples.js';
import { planOf } from './plan.js';

const nowMs = Date.parse('2026-11-22T12:00:00Z');
const hourMs = 3_600_000;
const tracked = anEvent('event.tracked.v1');
const waiting = (dueInMs: number, told = {}) => ({
  state: 'waiting' as const,
  dueAtMs: nowMs + dueInMs,
  reason: 'interval' as const,
  ...told,
});
const plan = (fact: CatalogFact, pending: Parameters<typeof planOf>[1]) => planOf(fact, pending, nowMs, hourMs);

describe('the schedule of an event', () => {
  it('begins when the event is tracked and is left alone when it is told again', () => {
    expect(plan(tracked, null)).toBe('schedule');
    expect(plan(tracked, waiting(hourMs))).toBe('leave');
    expect(plan(tracked, waiting(0, { state: 'due' }))).toBe('leave');
  });

  it('hurries when the interval became shorter than the wait', () => {
    expect(plan(anEvent('event.revised.v1'), waiting(hourMs + 1))).toBe('hurry');
    expect(plan(anEvent('event.revised.v1'), waiting(5 * hourMs, { reason: 'retry-after' }))).toBe('leave');
  });

  it('ends when the event is untracked or has begun', () => {
    const begun = anEvent('event.revised.v1', { startsAt: '2026-11-22T12:00:00Z' });
    for (const fact of [anEvent('event.untracked.v1'), begun]) {
      expect(plan(fact, waiting(hourMs))).toBe('cancel');
      expect(plan(fact, null)).toBe('leave');
    }
  });

  it('waits for the last zone of the world where the zone of the venue is not known', () => {
    const unknownZone = { startsAt: null, timeZone: null, localDate: '2026-11-22T01:00:00' };
    expect(plan(anEvent('event.tracked.v1', unknownZone), null)).toBe('schedule');
    expect(plan(anEvent('event.tracked.v1', { ...unknownZone, localDate: '2026-11-22T00:00:00' }), null)).toBe('leave');
  });
});
