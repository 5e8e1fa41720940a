import { BookKey, Priority, SweepDue } from '@tickettape/contracts';
import { z } from 'zod';
import type { PendingSweep } from '../schedule/sweep-schedule.js';
import { Host } from './hosts.js';

export const Sweep = BookKey.extend({
  state: z.enum(['waiting', 'due']).describe('`due`: taken by a replica or about to be'),
  dueAt: z.iso.datetime(),
  reason: SweepDue.shape.reason,
  priority: Priority,
  tier: z.string().nullable().describe('What the interval was drawn by: `sheet`, `base`, or the time left until the event, e.g. `1d`'),
  everySeconds: z.number().nullable().describe('The interval it was drawn from'),
  share: z
    .number()
    .nullable()
    .describe('How often by what was learned, where 1 is once per interval; null where nothing was learned or asked'),
}).meta({ id: 'Sweep' });
export type Sweep = z.output<typeof Sweep>;

export const Sweeps = z.object({ sweeps: z.array(Sweep) }).meta({ id: 'Sweeps' });
export type Sweeps = z.output<typeof Sweeps>;

export const Schedule = Sweeps.extend({ hosts: z.array(Host) }).meta({ id: 'Schedule' });
export type Schedule = z.output<typeof Schedule>;

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
