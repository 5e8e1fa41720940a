import { z } from 'zod';
import { Priority } from './catalog-facts.js';
import { BookKey } from './token.js';

/** A command, not a fact: look at this book at `dueAt`. It waits in the stream's own schedule until then. */
export const SweepDue = BookKey.extend({
  dueAt: z.iso.datetime(),
  reason: z.enum(['first', 'interval', 'requested', 'retry-after', 'budget', 'recovered', 'second-look']),
  /** The lane it waits in once it is due; absent means `normal`. */
  priority: Priority.optional(),
  /** What the interval was drawn by: `sheet`, `base`, or the tier of the time left until the event, e.g. `1d`. */
  tier: z.string().optional(),
  /** Seconds of the interval it was drawn from. */
  everySeconds: z.number().optional(),
  /** How often it is looked at by what was learned, where 1 is once per interval; absent where nothing was learned or asked. */
  share: z.number().positive().optional(),
}).meta({ id: 'SweepDue' });
export type SweepDue = z.infer<typeof SweepDue>;
