import { z } from 'zod';
import { Query } from './query.js';

const parameter = z.string().regex(/^[A-Za-z0-9_.[\]-]{1,100}$/, 'must be the name of a query parameter');

/** How one look asks for the pages of an answer. */
export const Paging = z
  .strictObject({
    by: z
      .enum(['page', 'offset', 'cursor', 'link', 'next'])
      .describe(
        '`page`: 1, 2, 3; `offset`: 0, size, 2 size; `cursor`: a text that each page names for the next; `link`: the header `Link: <…>; rel="next"`; `next`: an address in the answer',
      ),
    parameter: parameter
      .optional()
      .describe(
        'Query parameter that names the page from the second page on; not needed where the address has {page}, {offset} or {cursor}',
      ),
    first: z.int().min(0).max(1).default(1).describe('Number of the first page'),
    size: z
      .int()
      .min(1)
      .max(10_000)
      .optional()
      .describe('Listings of a full page; a page with fewer is the last one. Required by `offset`'),
    at: Query.optional().describe('Where `cursor` and `next` find what leads to the next page; without it this page is the last one'),
    most: z.int().min(1).max(100).default(20).describe('Pages of one look at most; where there are more, the look is partial'),
  })
  .refine(({ by, size }) => by !== 'offset' || size !== undefined, { path: ['size'], message: 'is required by `offset`' })
  .refine(({ by, at }) => (by === 'cursor' || by === 'next') === (at !== undefined), {
    path: ['at'],
    message: 'is required by `cursor` and `next`, and by them alone',
  });
export type Paging = z.output<typeof Paging>;
