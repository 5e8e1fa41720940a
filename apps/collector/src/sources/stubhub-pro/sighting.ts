import type { Sighting } from '@tickettape/book';
import type { Doubt, Listing } from '@tickettape/contracts';
import type { Skip } from '../source.js';
import type { Answer } from './answer.js';
import { mapListing } from './mapper.js';

/** A look at the listings of `answer`; whatever speaks against its being the whole book is a doubt. Of a repeated id the first item counts. */
export const sightingOf = ({ items, declared, name }: Answer, observedAt: string): { sighting: Sighting; skips: Skip[] } => {
  const listings = new Map<string, Listing>();
  const skips: Skip[] = [];
  let duplicates = 0;
  for (const item of items) {
    const mapped = mapListing(item);
    if (mapped.kind === 'skip') skips.push({ listingId: mapped.listingId, reason: mapped.reason });
    else if (listings.has(mapped.listing.listingId)) duplicates += 1;
    else listings.set(mapped.listing.listingId, mapped.listing);
  }
  const doubts = doubtsOf({ received: items.length, declared, skipped: skips.length, duplicates });
  const counts = { expected: declared, received: items.length, skipped: skips.length };
  return { sighting: { kind: 'seen', observedAt, listings: [...listings.values()], ...counts, doubts, answer: name }, skips };
};

const doubtsOf = ({
  received,
  declared,
  skipped,
  duplicates,
}: Record<'received' | 'skipped' | 'duplicates', number> & { declared: number | null }) => {
  const doubts: Doubt[] = [];
  if (skipped > 0) doubts.push('skipped-listings');
  if (duplicates > 0) doubts.push('duplicate-listings');
  if (declared !== null && received < declared) doubts.push('fewer-than-declared');
  return doubts;
};
