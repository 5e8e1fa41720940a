import { BookKey, listingColumnNames, type Listing, type ListingColumn } from '@tickettape/contracts';
import { z } from 'zod';

/** As the collector read it; it comes from our own program. */
const Read = z.custom<Listing>((value) => typeof value === 'object' && value !== null && 'listingId' in value);

/** What one look at a source that is being configured reads, what it cannot read, and what the tape would say of it if it were the first of its book. */
export const TryReport = BookKey.extend({
  kind: z.string(),
  outcome: z.string(),
  /** Why nothing was seen; null where something was. */
  detail: z.string().nullable(),
  doubts: z.array(z.string()),
  /** The total that the answer declares; null where it declares none. */
  expected: z.int().nullable(),
  received: z.int(),
  requests: z.int(),
  listings: z.array(Read),
  skipped: z.array(z.object({ listingId: z.string().nullable(), reason: z.string() })),
  /** Columns that no listing tells. */
  untold: z.array(z.enum(listingColumnNames as [ListingColumn, ...ListingColumn[]])),
});
export type TryReport = z.output<typeof TryReport>;

/** The line that the collector's `try` program prints for `tape source try|check`. */
export const TryAnswer = z.union([
  z.object({ report: TryReport }),
  z.object({ error: z.object({ code: z.string(), message: z.string(), fix: z.string() }) }),
]);
export type TryAnswer = z.output<typeof TryAnswer>;
