import type { Listing } from '@tickettape/contracts';

/** A listing whose all-in price was told, in minor units of `currency`. */
export type Offer = { price: number; currency: string; listing: Listing };

/** Offers in `currency`, cheapest first. A listing without a price or in another currency is no offer: unknown is not zero. */
export const offersIn = (currency: string, listings: readonly Listing[]): Offer[] =>
  listings
    .flatMap((listing) =>
      listing.allInPrice !== null && listing.currency === currency ? { price: listing.allInPrice, currency, listing } : [],
    )
    .sort((a, b) => a.price - b.price);

/** The lowest all-in price in `currency`, minor units; null where no such price was told. */
export const getInOf = (currency: string, listings: Iterable<Listing>): number | null => {
  let lowest: number | null = null;
  for (const { allInPrice, currency: own } of listings)
    if (allInPrice !== null && own === currency && (lowest === null || allInPrice < lowest)) lowest = allInPrice;
  return lowest;
};

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
