import { z } from 'zod';
import { BookKey } from './token.js';

/** A command, not a fact: look at this book at `dueAt`. It waits in the stream's own schedule until then. */
export const SweepDue = BookKey.extend({
  dueAt: z.iso.datetime(),
  reason: z.enum(['first', 'interval', 'requested', 'retry-after', 'budget', 'recovered']),
}).meta({ id: 'SweepDue' });
export type SweepDue = z.infer<typeof SweepDue>;
