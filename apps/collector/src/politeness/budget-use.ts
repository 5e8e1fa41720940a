import type { Budget } from './budget.js';
import type { HostState } from './host-state.js';

/** Parts of a limit that are used up at an instant, from 0 to 1; null where there is no such limit. */
export type BudgetUse = { minute: number | null; day: number | null };

/** How much of the limits of a host its granted turns have used up; turns that lie ahead count as used. */
export const budgetUseOf = ({ host, share }: HostState, { host: { burst, perMinute, perDay } }: Budget, nowMs: number): BudgetUse => ({
  minute: perMinute === null ? null : inRange((host.missing - ((nowMs - host.atMs) * perMinute * share) / 60_000) / burst),
  day: perDay === null ? null : inRange(host.day === Math.floor(nowMs / 86_400_000) ? host.today / perDay : 0),
});

const inRange = (part: number): number => Math.min(1, Math.max(0, part));
