import { formatMinor, type Listing, type ListingFilter, type SimpleCondition } from '@tickettape/contracts';
import { matches } from '../books/listings.js';
import type { SeenLook } from '../books/look.js';
import { listingsBefore } from '../books/look.js';
import { whereOf } from '../words/phrases.js';
import { holds, over, unproven, type Judgement } from './judgement.js';

type Of<Kind> = Extract<SimpleCondition, { kind: Kind }>;

/**
 * Holds when a listing that was not there before appeared, in a partial look too. A complete look in which none appeared ends the burst. One that was gone for
 * a short while only is not new.
 */
export const judgeNewListing = (condition: Of<'new-listing'>, look: SeenLook): Judgement => {
  if (look.appeared === null) return unproven;
  const isNew = (listing: Listing) => !look.before.gone.has(listing.listingId) && isAffordable(condition, listing);
  const found = look.appeared.filter((listing) => matches(condition, listing) && isNew(listing)).toSorted(byPrice);
  if (found.length === 0) return look.complete ? over(`no further new listing${inPlace(condition)}`) : unproven;
  const count = found.length === 1 ? 'a new listing' : `${found.length} new listings`;
  return holds(`${count}${inPlace(condition)}: ${offered(found[0]!)}${found.length > 1 ? ' and more' : ''}`, found);
};

const isAffordable = ({ priceAtMost, currency }: Of<'new-listing'>, listing: Listing): boolean =>
  priceAtMost === undefined || (listing.allInPrice !== null && listing.currency === currency && listing.allInPrice <= priceAtMost);

/** Holds when a look says that a listing is gone; with an id it is over when that one is there again, else when no further one is gone. */
export const judgeListingGone = (condition: Of<'listing-gone'>, look: SeenLook): Judgement => {
  if (condition.listingId !== undefined) return judgeOneGone(condition.listingId, look);
  if (look.delta === null) return unproven;
  const found = look.delta.gone.filter((listing) => matches(condition, listing)).toSorted(byPrice);
  if (found.length === 0) return look.complete ? over(`no further listing${inPlace(condition)} is gone`) : unproven;
  const count = found.length === 1 ? 'a listing' : `${found.length} listings`;
  return holds(`${count}${inPlace(condition)} gone: ${offered(found[0]!)}${found.length > 1 ? ' and more' : ''}`, found);
};

/** Also over a gap in sight: it was there before, and a complete look does not show it. */
const judgeOneGone = (listingId: string, look: SeenLook): Judgement => {
  if (look.present.some((listing) => listing.listingId === listingId)) return over(`listing ${listingId} is there`);
  const was = listingsBefore(look.before)?.get(listingId);
  if (!look.complete || look.snapshot.has(listingId) || was === undefined) return unproven;
  const gap = look.delta === null ? ' since before the gap in sight' : '';
  return holds(`listing ${listingId} is gone${gap}: ${offered(was)}`, [was]);
};

/** Holds when a listing is there again that was gone for a while, in a partial look too. */
export const judgeListingBack = (condition: Of<'listing-back'>, look: SeenLook): Judgement => {
  const { listingId, withinSeconds } = condition;
  const isBack = (id: string): boolean => (look.before.gone.get(id) ?? -Infinity) >= look.atMs - withinSeconds * 1_000;
  const found = look.present.filter(
    (listing) => isBack(listing.listingId) && (listingId === undefined || listing.listingId === listingId) && matches(condition, listing),
  );
  if (found.length === 0) return judgeNoneBack(condition, look);
  const first = found.toSorted(byPrice)[0]!;
  const which = listingId === undefined ? (found.length === 1 ? 'a listing' : `${found.length} listings`) : `listing ${listingId}`;
  return holds(`${which}${inPlace(condition)} back: ${offered(first)}${found.length > 1 ? ' and more' : ''}`, found);
};

const judgeNoneBack = (condition: Of<'listing-back'>, look: SeenLook): Judgement => {
  if (!look.complete) return unproven;
  const { listingId } = condition;
  if (listingId === undefined) return over(`no further listing${inPlace(condition)} is back`);
  return look.snapshot.has(listingId) ? unproven : over(`listing ${listingId} is not there`);
};

const inPlace = (filter: ListingFilter): string => {
  const where = whereOf(filter);
  return where === '' ? '' : ` in ${where}`;
};

/** A price that was not told comes last. */
const byPrice = (a: Listing, b: Listing): number => (a.allInPrice ?? Infinity) - (b.allInPrice ?? Infinity) || 0;

const offered = ({ quantity, allInPrice, currency }: Listing): string => {
  const tickets = quantity === null ? 'tickets' : quantity === 1 ? '1 ticket' : `${quantity} tickets`;
  return allInPrice === null || currency === null ? `${tickets}, price not told` : `${tickets} at ${formatMinor(allInPrice, currency)}`;
};
