import { BookKey, Digest } from '@tickettape/contracts';
import { z } from 'zod';

/** The differences that are listed; all are counted. */
export const listedDifferences = 1_000;

/**
 * `missing`: on the tape, not in the tables. `unknown`: in the tables, not on the tape. `look`: the tables stand at a look that the tape tells
 * otherwise, or passed one over. `digest`: the tables repeat another digest than the tape told. `listings`: the rows do not give the digest.
 */
const differenceReasons = ['missing', 'unknown', 'look', 'digest', 'listings'] as const;

/** `GET /admin/verify` */
export const Verification = z
  .object({
    books: z.int().describe('Books that were compared: all that have ever been looked at'),
    position: z.int().describe('Stream sequence of the last message of BOOKS that had been applied'),
    mismatches: z.int().describe('Books whose rows are not what the tape tells'),
    differing: z
      .array(
        BookKey.extend({
          sequence: z.int(),
          reason: z
            .enum(differenceReasons)
            .describe('missing or unknown in the tables; at another look; another digest; or listings that do not give it'),
          told: Digest.describe('By the tape'),
          found: Digest.describe('From the rows'),
        }),
      )
      .describe(`In the order of source and id, ${listedDifferences} at most`),
  })
  .meta({ id: 'Verification' });
export type Verification = z.output<typeof Verification>;
