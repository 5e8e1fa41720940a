import { listingColumnNames, type Listing } from '@tickettape/contracts';
import { lineDigest } from './digest.js';

export type Listings = ReadonlyMap<string, Listing>;

/** What a look changes in a book; `changed` holds the listings as they are now. */
export type Delta = { appeared: Listing[]; changed: Listing[]; gone: string[] };

export const isEmpty = ({ appeared, changed, gone }: Delta): boolean => appeared.length + changed.length + gone.length === 0;

export const sameListing = (a: Listing, b: Listing): boolean => {
  for (const name of listingColumnNames) if (a[name] !== b[name]) return false;
  return true;
};

/** The difference between a book and the listings of a look. A look that is not complete proves presence only, so nothing is gone. */
export const diff = (before: Listings, seen: readonly Listing[], complete: boolean): Delta => {
  const appeared: Listing[] = [];
  const changed: Listing[] = [];
  const seenIds = new Set<string>();
  for (const listing of seen) {
    seenIds.add(listing.listingId);
    const old = before.get(listing.listingId);
    if (old === undefined) appeared.push(listing);
    else if (!sameListing(old, listing)) changed.push(listing);
  }
  const gone = complete ? [...before.keys()].filter((listingId) => !seenIds.has(listingId)) : [];
  return { appeared, changed, gone };
};

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
