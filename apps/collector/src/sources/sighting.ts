import type { Blindness, Sighting } from '@tickettape/book';
import type { Doubt, Listing } from '@tickettape/contracts';
import type { Look, Skip } from './source.js';

/** One item of an answer: either a listing or the reason why it is none. */
export type Mapped = { kind: 'listing'; listing: Listing } | ({ kind: 'skip' } & Skip);

export type Items = {
  items: readonly Mapped[];
  /** The total that the answer declares; null where it declares none. */
  declared: number | null;
  /** By its bytes; see `AnswerName`. */
  name: string;
};

/** A look at listings; whatever speaks against its being the whole book is a doubt. An id that comes twice is doubted by the book itself. */
export const sightingOfItems = ({ items, declared, name }: Items, observedAt: string): { sighting: Sighting; skips: Skip[] } => {
  const listings: Listing[] = [];
  const skips: Skip[] = [];
  for (const mapped of items) {
    if (mapped.kind === 'skip') skips.push({ listingId: mapped.listingId, reason: mapped.reason });
    else listings.push(mapped.listing);
  }
  const counts = { expected: declared, received: items.length, skipped: skips.length };
  return { sighting: { kind: 'seen', observedAt, listings, ...counts, doubts: doubtsOf(counts), answer: name }, skips };
};

/** A look at an answer; where none of its listings can be read nothing was seen. */
export const seenLook = ({ sighting, skips }: { sighting: Sighting; skips: Skip[] }, attempts: number): Look => {
  const nothingReadable = sighting.received > 0 && sighting.listings.length === 0;
  const observation = nothingReadable ? unreadable(sighting.observedAt, attempts) : sighting;
  return { observation, retryAfterMs: null, skips, attempts };
};

const doubtsOf = ({ received, expected, skipped }: Pick<Sighting, 'received' | 'expected' | 'skipped'>): Doubt[] => {
  const doubts: Doubt[] = [];
  if (skipped > 0) doubts.push('skipped-listings');
  if (expected !== null && received < expected) doubts.push('fewer-than-declared');
  return doubts;
};

const unreadable = (observedAt: string, attempts: number): Blindness => ({
  kind: 'blind',
  observedAt,
  reason: 'unreadable',
  httpStatus: 200,
  attempts,
  detail: 'none of the listings could be read',
});
