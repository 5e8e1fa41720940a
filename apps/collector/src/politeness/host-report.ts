import { metrics } from '@tickettape/telemetry';
import type { Budget } from './budget.js';
import { budgetUseOf } from './budget-use.js';
import type { HostState } from './host-state.js';

/** Tells the metrics how the shared budget of a host stands. */
export const reportUse = (host: string, state: HostState, budget: Budget, nowMs: number): void => {
  for (const [limit, part] of Object.entries(budgetUseOf(state, budget, nowMs)))
    if (part !== null) metrics.host_budget_used_ratio.set({ host, limit }, part);
  metrics.host_closed_until_timestamp_seconds.set({ host }, state.closedUntilMs / 1000);
};

/** A closure that was made longer is one more: the host said so again. */
export const reportClosure = (host: string, before: HostState, after: HostState): void => {
  if (after.closedWhy === null || after.closedUntilMs <= before.closedUntilMs) return;
  metrics.host_closures_total.inc({ host, why: after.closedWhy });
  metrics.host_closed_until_timestamp_seconds.set({ host }, after.closedUntilMs / 1000);
};
