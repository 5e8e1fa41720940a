import { tabNames } from '@tickettape/contracts';
import { z } from 'zod';
import { holdReasons } from './removal-guard.js';

/** Removals that wait for a person, as they are told. */
export const Hold = z
  .object({
    tab: z.enum(tabNames),
    reason: z.enum(holdReasons),
    token: z.string().describe('Confirms the removal of exactly these names'),
    names: z.array(z.string()).describe('`source/eventId` of events, ids of watches'),
    of: z.int().nonnegative().describe('How many are live, with these'),
  })
  .meta({ id: 'Hold' });
