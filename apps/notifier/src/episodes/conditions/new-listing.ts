import { formatMinor, type Condition, type Listing } from '@tickettape/contracts';
import type { Look } from '../../books/look.js';
import type { OpenEpisode } from '../episode.js';
import { unproven, type Judgement } from './judgement.js';

type NewListing = Extract<Condition, { kind: 'new-listing' }>;

/** Holds when a listing of the section is proven to be new; is over when a complete look has none of the listings the alert told of. */
export const judgeNewListing = ({ section = '' }: NewListing, look: Look, open: OpenEpisode | null): Judgement => {
  if (open !== null) return judgeOpen(section, look, open);
  const found = look.appeared.filter((listing) => isIn(section, listing)).toSorted(byPrice);
  const [first] = found;
  if (first === undefined) return unproven;
  const count = found.length === 1 ? 'a new listing' : `${found.length} new listings`;
  return {
    kind: 'holds',
    reason: `${count} in section ${section}: ${offered(first)}${found.length > 1 ? ' and more' : ''}`,
    listings: found,
  };
};

const judgeOpen = (section: string, look: Look, { listingIds }: OpenEpisode): Judgement => {
  const present = new Set(look.present.map(({ listingId }) => listingId));
  if (!look.complete || listingIds.some((listingId) => present.has(listingId))) return unproven;
  const what = listingIds.length === 1 ? 'the listing' : `all ${listingIds.length} listings`;
  return { kind: 'over', reason: `${what} in section ${section} that the alert told of: gone` };
};

const isIn = (section: string, listing: Listing): boolean =>
  section === '' || (listing.section !== null && listing.section.trim().toLowerCase() === section.trim().toLowerCase());

/** A price that was not told comes last. */
const byPrice = (a: Listing, b: Listing): number => (a.allInPrice ?? Infinity) - (b.allInPrice ?? Infinity) || 0;

const offered = ({ quantity, allInPrice, currency }: Listing): string => {
  const tickets = quantity === null ? 'tickets' : quantity === 1 ? '1 ticket' : `${quantity} tickets`;
  return allInPrice === null || currency === null ? `${tickets}, price not told` : `${tickets} at ${formatMinor(allInPrice, currency)}`;
};
