import type { Listing } from './listing.js';
import type { Random } from './random.js';

const calmBuyersPerListingAndHour = 0.006;

/** 1 long before the event, 7 at its start; most of the rise falls into the last two days. */
export const demand = (hoursToStart: number): number => 1 + 6 * Math.exp(-Math.max(0, hoursToStart) / 20);

/** `size` is the usual number of listings of the event. */
export const buyersPerHour = (size: number, hoursToStart: number): number => size * calmBuyersPerListingAndHour * demand(hoursToStart);

const parties = [
  { size: 1, weight: 10 },
  { size: 2, weight: 56 },
  { size: 3, weight: 11 },
  { size: 4, weight: 19 },
  { size: 6, weight: 4 },
] as const;

export const partySize = (random: Random): number => random.weighted(parties, ({ weight }) => weight).size;

/** A seller parts with some tickets only if no single one is left over. */
const sellsTo = ({ quantity }: Listing, party: number): boolean => quantity === party || quantity - party >= 2;

/** The listing a party takes among those of one zone: usually one of the cheapest, never one above `budget`; null if none suits. */
export const choose = (offers: readonly Listing[], party: number, budget: number, random: Random): Listing | null => {
  const suitable = offers
    .filter((offer) => offer.listPrice <= budget && sellsTo(offer, party))
    .toSorted((a, b) => a.listPrice - b.listPrice);
  return suitable[Math.floor(random.exponential(2))] ?? suitable[0] ?? null;
};
