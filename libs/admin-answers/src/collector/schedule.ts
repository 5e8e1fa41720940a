import { BookKey, Priority, SweepDue } from '@tickettape/contracts';
import { z } from 'zod';

const count = z.int().nonnegative();

/** How the budget of one host stands. */
export const Host = z
  .object({
    host: z.string(),
    perMinute: z.number().nullable().describe('Requests a minute in the long run; null: only the delay counts'),
    burst: z.number(),
    perDay: count.nullable(),
    today: count.describe('Requests granted in this UTC day'),
    granted: count.describe('Requests granted since the budget began; the ledger holds those that were made'),
    rate: z.number().describe('The part of the rate in force, below 1 after the host pushed back'),
    nextAt: z.iso.datetime().nullable().describe('When the next request may begin; null: now'),
    waitsFor: z
      .string()
      .nullable()
      .describe('What the next request waits for: spacing, budget, quota, silence, retry-after, push-back or failing'),
  })
  .meta({ id: 'Host' });
export type Host = z.output<typeof Host>;

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

/** `POST /admin/sweeps` */
export const Sweeps = z.object({ sweeps: z.array(Sweep) }).meta({ id: 'Sweeps' });
export type Sweeps = z.output<typeof Sweeps>;

/** `GET /admin/schedule` */
export const Schedule = Sweeps.extend({ hosts: z.array(Host) }).meta({ id: 'Schedule' });
export type Schedule = z.output<typeof Schedule>;
