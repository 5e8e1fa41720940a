import { BookKey, SweepDue } from '@tickettape/contracts';
import { z } from 'zod';
import type { PendingSweep } from '../schedule/sweep-schedule.js';

export const Sweep = BookKey.extend({
  state: z.enum(['waiting', 'due']).describe('`due`: taken by a replica or about to be'),
  dueAt: z.iso.datetime(),
  reason: SweepDue.shape.reason,
}).meta({ id: 'Sweep' });
export type Sweep = z.output<typeof Sweep>;

export const Sweeps = z.object({ sweeps: z.array(Sweep) }).meta({ id: 'Sweeps' });
export type Sweeps = z.output<typeof Sweeps>;

export const sweepOf = ({ source, eventId, state, dueAtMs, reason }: PendingSweep): Sweep => ({
  source,
  eventId,
  state,
  dueAt: new Date(dueAtMs).toISOString(),
  reason,
});
