import type { Sweep } from '@tickettape/admin-answers';
import type { PendingSweep } from '../schedule/sweep-schedule.js';

export const sweepOf = ({ source, eventId, state, dueAtMs, reason, priority, tier, everySeconds, share }: PendingSweep): Sweep => ({
  source,
  eventId,
  state,
  dueAt: new Date(dueAtMs).toISOString(),
  reason,
  priority: priority ?? 'normal',
  tier: tier ?? null,
  everySeconds: everySeconds ?? null,
  share: share ?? null,
});
