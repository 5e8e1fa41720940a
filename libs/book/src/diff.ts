import { listingColumnNames, type Listing } from '@tickettape/contracts';
import { lineDigest } from './digest.js';

export type Listings = ReadonlyMap<string, Listing>;

/** The listings of a book, and their digest. */
export type Content = { listings: Listings; digest: bigint };

/** The first of each id, in the order given. */
export const byId = (listings: readonly Listing[]): Map<string, Listing> => {
  const unique = new Map<string, Listing>();
  for (const listing of listings) unique.set(listing.listingId, listing);
  if (unique.size < listings.length) for (const listing of listings.toReversed()) unique.set(listing.listingId, listing);
  return unique;
};

/** What a look changes in a book; `changed` holds the listings as they are now. */
export type Delta = { appeared: Listing[]; changed: Listing[]; gone: string[] };

export const isEmpty = ({ appeared, changed, gone }: Delta): boolean => appeared.length + changed.length + gone.length === 0;

export const sameListing = (a: Listing, b: Listing): boolean => {
  for (const name of listingColumnNames) if (a[name] !== b[name]) return false;
  return true;
};

/** How far ahead in the book the next listing of a look is searched before it is looked up by its id: more than go at once from one place. */
const stepsAhead = 32;

/**
 * The difference between a book and the listings of a look, unique by id. A look that is not complete proves presence only, so nothing is gone.
 * Sources keep their order from answer to answer, so book and look are walked side by side, and only what differs is looked up.
 */
export const diff = (before: Listings, seen: readonly Listing[], complete: boolean): Delta => {
  const delta: Delta = { appeared: [], changed: [], gone: [] };
  const known = [...before.values()];
  const passedBy: Listing[] = [];
  const metElsewhere = new Set<Listing>();
  let at = 0;
  for (const listing of seen) {
    const old = known[at] === listing ? listing : before.get(listing.listingId);
    if (old === undefined) {
      delta.appeared.push(listing);
      continue;
    }
    if (old !== listing && !sameListing(old, listing)) delta.changed.push(listing);
    const place = known[at] === old ? at : placeAhead(known, old, at);
    if (place < 0) metElsewhere.add(old);
    else for (; at <= place; at += 1) if (at < place) passedBy.push(known[at]!);
  }
  if (complete) delta.gone = idsOf([...passedBy, ...known.slice(at)].filter((listing) => !metElsewhere.has(listing)));
  return delta;
};

const placeAhead = (known: readonly Listing[], listing: Listing, at: number): number => {
  const last = Math.min(known.length, at + stepsAhead);
  for (let place = at; place < last; place += 1) if (known[place] === listing) return place;
  return -1;
};

const idsOf = (listings: readonly Listing[]): string[] => listings.map(({ listingId }) => listingId);

/** The book after `delta`. The old one stays as it was, so that a publish that fails costs nothing. */
export const apply = (before: Listings, { appeared, changed, gone }: Delta): Listings => {
  const after = new Map(before);
  for (const listing of appeared) after.set(listing.listingId, listing);
  for (const listing of changed) after.set(listing.listingId, listing);
  for (const listingId of gone) after.delete(listingId);
  return after;
};

/** Moves the digest of `before` to the digest of `apply(before, delta)`, hashing only what differs. */
export const moveDigest = (digest: bigint, before: Listings, { appeared, changed, gone }: Delta): bigint => {
  let sum = digest;
  for (const listing of appeared) sum += lineDigest(listing);
  for (const listing of changed) sum += lineDigest(listing) - lineDigest(before.get(listing.listingId)!);
  for (const listingId of gone) sum -= lineDigest(before.get(listingId)!);
  return BigInt.asUintN(64, sum);
};
