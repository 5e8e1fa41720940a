import { z } from 'zod';

export const namedIds = 20;
export const namedDifferences = 200;

const Ids = z.object({ count: z.int(), ids: z.array(z.string()).describe(`The first ${namedIds} of them`) });

/** What an answer that was kept would be read as now, beside what the tape says. */
export const Difference = z
  .object({
    source: z.string(),
    eventId: z.string(),
    sequence: z.int(),
    observedAt: z.iso.datetime(),
    was: z.string().describe('How the look ended'),
    now: z.string().describe('How it would end: `seen`, in which doubts, or why it would be blind'),
    appeared: Ids.describe('Listings that the book of that look does not hold'),
    changed: Ids.describe('Listings that it holds otherwise'),
    missing: Ids.describe('Listings that it holds and that are not read any more; none where the look was partial'),
  })
  .meta({ id: 'Difference' });
export type Difference = z.output<typeof Difference>;

/** `GET /admin/reparse` */
export const Reparse = z
  .object({
    read: z.int().describe('Answers that were kept and read again'),
    different: z.int(),
    differences: z.array(Difference).describe(`The first ${namedDifferences} of them`),
  })
  .meta({ id: 'Reparse' });
export type Reparse = z.output<typeof Reparse>;
