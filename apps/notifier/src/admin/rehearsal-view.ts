import { z } from 'zod';
import { WatchRequest } from '../watches/watch-request.js';

const longestMs = 90 * 86_400_000;

export const RehearsalRequest = WatchRequest.extend({
  since: z.iso
    .datetime()
    .refine((since) => Date.now() - Date.parse(since) <= longestMs, 'must lie at most 90 days back')
    .describe('The watch is run as if it had been defined then'),
}).meta({ id: 'RehearsalRequest' });
export type RehearsalRequest = z.output<typeof RehearsalRequest>;

/** As the contracts of ALERTS have it; the columns in it are checked by a predicate, which OpenAPI cannot show. */
const Finding = z.object({ type: z.string(), time: z.iso.datetime(), data: z.record(z.string(), z.unknown()) });

export const RehearsalView = z
  .object({
    rule: z.string().describe('The rule as it was understood'),
    since: z.iso.datetime(),
    findings: z.array(Finding).describe('What it would have told, oldest first'),
    looks: z.object({ complete: z.int(), partial: z.int(), blind: z.int() }).describe('Looks it judged'),
    from: z.iso.datetime().nullable().describe('The first of them'),
    to: z.iso.datetime().nullable().describe('The last of them'),
    finished: z.boolean(),
  })
  .meta({ id: 'Rehearsal' });
export type RehearsalView = z.infer<typeof RehearsalView>;
