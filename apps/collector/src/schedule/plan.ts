import type { CatalogFact } from '@tickettape/contracts';
import { isSweepable } from '../catalogue/sweepable.js';
import type { PendingSweep } from './sweep-schedule.js';

/** What to do about the schedule of an event: `hurry` where its sweep waits longer than its interval now allows. */
export type Plan = 'schedule' | 'hurry' | 'cancel' | 'leave';

/** Not by its interval, but since the host is not to be asked earlier. */
const heldBack: ReadonlySet<PendingSweep['reason']> = new Set(['retry-after', 'budget']);

type Pending = Pick<PendingSweep, 'state' | 'dueAtMs' | 'reason'>;

/** By what the catalogue says now, so that facts in any order and any number end in the same schedule. */
export const planOf = (fact: CatalogFact, pending: Pending | null, nowMs: number, longestDelayMs: number): Plan => {
  if (!isSweepable(fact, nowMs)) return pending?.state === 'waiting' ? 'cancel' : 'leave';
  if (pending === null) return 'schedule';
  const waitsTooLong = pending.state === 'waiting' && !heldBack.has(pending.reason) && pending.dueAtMs > nowMs + longestDelayMs;
  return waitsTooLong ? 'hurry' : 'leave';
};
