import { BookKey, Digest } from '@tickettape/contracts';
import { z } from 'zod';
import { differenceReasons } from './judge-books.js';
import type { VerifiedBooks } from './verify-books.js';

/** The differences that are listed; all are counted. */
const listed = 1_000;

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
      .describe(`In the order of source and id, ${listed} at most`),
  })
  .meta({ id: 'Verification' });
export type Verification = z.output<typeof Verification>;

export const verificationOf = ({ books, position, differing }: VerifiedBooks): Verification => ({
  books: books.length,
  position,
  mismatches: differing.length,
  differing: differing.slice(0, listed),
});
