import type { Listing } from './listing.js';
import { askable } from './prices.js';
import type { Random } from './random.js';

const byPrice = (listings: Iterable<Listing>) => [...listings].toSorted((a, b) => a.listPrice - b.listPrice);

const droppingSellers = 4;

/** The cheapest listings of `zone` and what their sellers ask from now on: 22 to 30 % less than the cheapest of them all. */
export const dropped = (listings: readonly Listing[], zone: string, random: Random): { listingId: string; listPrice: number }[] => {
  const [cheapest] = byPrice(listings);
  if (!cheapest) return [];
  return byPrice(listings.filter((listing) => listing.zone === zone))
    .slice(0, droppingSellers)
    .map(({ listingId }) => ({ listingId, listPrice: askable(cheapest.listPrice * random.between(0.7, 0.78)) }));
};

const largestRush = 0.15;
const rushRise = 1.14;

/** What a crowd buys at once: from the cheapest up, until the next one costs 14 % more; at most 15 % of the listings. */
export const rushed = (listings: readonly Listing[]): string[] => {
  const [cheapest, ...rest] = byPrice(listings);
  if (!cheapest) return [];
  const below = rest.filter(({ listPrice }) => listPrice < cheapest.listPrice * rushRise);
  return [cheapest, ...below].slice(0, Math.floor(listings.length * largestRush)).map(({ listingId }) => listingId);
};
