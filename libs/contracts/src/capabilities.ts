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
