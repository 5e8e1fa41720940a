import { BookKey, Digest, listingColumnNames, listingColumns, type Listing } from '@tickettape/contracts';
import { z } from 'zod';

const text = z.string().nullable();
const amount = z.int().nonnegative().nullable();

const columns = Object.fromEntries(
  listingColumnNames.map((name) => [name, ['count', 'money'].includes(listingColumns[name].kind) ? amount : text]),
);

const ListingView = z.object({ listingId: z.string(), ...columns }).meta({ id: 'Listing' }) as unknown as z.ZodType<Listing>;

/** A book as the tables hold it. */
export const BookView = BookKey.extend({
  status: z.enum(['seen', 'unseen']).describe('unseen: blind, or a look is missing on the tape; `listings` is what was known last'),
  sequence: z.int().describe('Looks taken so far'),
  observedAt: z.iso.datetime().describe('When the last look was taken'),
  complete: z.boolean().nullable().describe('Whether the last look that saw listings was complete'),
  digest: Digest.nullable().describe('As the tape told it with that look'),
  blindSince: z.iso.datetime().nullable(),
  listings: z.array(ListingView),
}).meta({ id: 'Book' });
export type BookView = z.output<typeof BookView>;
