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

export const unknownState: SourceState = { paused: false, reason: null, detail: '', since: null, by: null };

type Cause = Pick<SourceState, 'reason' | 'detail' | 'by'> & { at: string };

/** The first cause of a pause stays. */
export const paused = (state: SourceState, { at, ...cause }: Cause): SourceState =>
  state.paused ? state : { ...state, ...cause, paused: true, since: at };

export const resumed = (state: SourceState, at: string): SourceState =>
  state.paused ? { ...state, paused: false, detail: 'resumed', by: 'operator', since: at } : state;

/** What holds for one source: a pause of all sources is its own, too. */
export const under = (all: SourceState, own: SourceState): SourceState => (all.paused && !own.paused ? all : own);
