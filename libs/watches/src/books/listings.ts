import type { Listing, ListingFilter, Measure } from '@tickettape/contracts';

/** A listing whose all-in price was told, in minor units. */
export type Offer = { price: number; listing: Listing };

const plain = (text: string): string => text.trim().toLowerCase();
const isSame = (asked: string | undefined, told: string | null): boolean =>
  asked === undefined || (told !== null && plain(asked) === plain(told));

/** Whether so many tickets can be had together. A quantity that was not told proves nothing. */
const offersTogether = ({ quantity, splits }: Listing, asked: number | undefined): boolean => {
  if (asked === undefined || quantity === asked) return true;
  if (quantity === null || quantity < asked) return false;
  return splits === null || splits.split(',').some((split) => Number(split) === asked);
};

/** Whether a filter asks for anything. */
export const asksForAll = ({ section, zone, row, quantity }: ListingFilter): boolean =>
  section === undefined && zone === undefined && row === undefined && quantity === undefined;

export const matches = (filter: ListingFilter, listing: Listing): boolean =>
  isSame(filter.section, listing.section) &&
  isSame(filter.zone, listing.zone) &&
  isSame(filter.row, listing.row) &&
  offersTogether(listing, filter.quantity);

/** Offers in `currency`, cheapest first. A listing without a price or in another currency is no offer: unknown is not zero. */
export const offersIn = (currency: string, listings: readonly Listing[]): Offer[] =>
  listings
    .flatMap((listing) => (listing.allInPrice !== null && listing.currency === currency ? { price: listing.allInPrice, listing } : []))
    .sort((a, b) => a.price - b.price);

/** The currency of all prices that were told; null where there is none or more than one. */
export const onlyCurrencyOf = (listings: Iterable<Listing>): string | null => {
  let only: string | null = null;
  for (const { allInPrice, currency } of listings) {
    if (allInPrice === null || currency === null) continue;
    if (only !== null && currency !== only) return null;
    only = currency;
  }
  return only;
};

/** The lowest all-in price in `currency`, minor units; null where no such price was told. */
export const getInOf = (currency: string, listings: Iterable<Listing>): number | null => {
  let lowest: number | null = null;
  for (const { allInPrice, currency: own } of listings)
    if (allInPrice !== null && own === currency && (lowest === null || allInPrice < lowest)) lowest = allInPrice;
  return lowest;
};

/** null where a quantity was not told. */
const ticketsOf = (listings: readonly Listing[]): number | null => {
  let tickets = 0;
  for (const { quantity } of listings) {
    if (quantity === null) return null;
    tickets += quantity;
  }
  return tickets;
};

/** Nearest rank, as the statistics of a look have it. */
const medianOf = (offers: readonly Offer[]): number | null => offers[Math.max(0, Math.ceil(offers.length / 2) - 1)]?.price ?? null;

/** The value of a measure over listings of a complete look; null where it cannot be known. */
export const valueOver = (measure: Measure, listings: readonly Listing[], offers: readonly Offer[]): number | null => {
  switch (measure) {
    case 'get-in':
      return offers[0]?.price ?? null;
    case 'median':
      return medianOf(offers);
    case 'listings':
      return listings.length;
    case 'tickets':
      return ticketsOf(listings);
  }
};
