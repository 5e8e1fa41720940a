import { z } from 'zod';

/** What all replicas know about a source. */
export const SourceState = z.object({
  /** While true nobody makes a request; only a person ends it. */
  paused: z.boolean(),
  /** Why it was paused last: by an answer, or at a person's request. */
  reason: z.enum(['blocked', 'challenged', 'requested']).nullable(),
  /** In words; never a secret. */
  detail: z.string(),
  /** Since when it is as it is; null where it never was paused. */
  since: z.iso.datetime().nullable(),
  by: z.enum(['collector', 'operator']).nullable(),
});
export type SourceState = z.output<typeof SourceState>;
