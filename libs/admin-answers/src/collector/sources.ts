import { Token } from '@tickettape/contracts';
import { z } from 'zod';

const Ability = z.object({
  proves: z.enum(['always', 'sometimes', 'never']),
  how: z.string().describe('By what in an answer, or what is done without'),
});

/** What the answers of a source can prove about themselves. The less a source tells, the more is judged beside the book. */
export const Capabilities = z
  .object({
    total: Ability.describe('How many listings there are, so that a look knows what it did not get'),
    paging: Ability.describe('That every page was read, and that none overlapped'),
    sequence: Ability.describe('That no change between two answers was missed'),
    currency: Ability.describe('In which money a price is told'),
    time: Ability.describe('As of when an answer holds'),
  })
  .meta({ id: 'Capabilities' });
export type Capabilities = z.output<typeof Capabilities>;

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

export const SourceStatus = SourceState.extend({ source: Token, kind: z.string(), host: z.string(), capabilities: Capabilities }).meta({
  id: 'SourceStatus',
});
export type SourceStatus = z.output<typeof SourceStatus>;

/** `GET /admin/sources` */
export const SourceList = z
  .object({
    sources: z.array(SourceStatus),
    kinds: z.array(z.object({ kind: z.string(), summary: z.string(), capabilities: Capabilities })).describe('What a source may be'),
  })
  .meta({ id: 'SourceList' });
export type SourceList = z.output<typeof SourceList>;
