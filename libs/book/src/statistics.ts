import type { Listing, Statistics } from '@tickettape/contracts';

/** Statistics over all listings of a complete look; see `Statistics` for what null means. */
export const statisticsOf = (listings: readonly Listing[]): Statistics => ({
  listings: listings.length,
  tickets: ticketsOf(listings),
  ...pricesOf(listings),
});

const ticketsOf = (listings: readonly Listing[]): number | null => {
  let tickets = 0;
  for (const { quantity } of listings) {
    if (quantity === null) return null;
    tickets += quantity;
  }
  return tickets;
};

const noPrices = { currency: null, min: null, p10: null, median: null, mean: null, max: null };

const pricesOf = (listings: readonly Listing[]): Omit<Statistics, 'listings' | 'tickets'> => {
  const told = new Float64Array(listings.length);
  let count = 0;
  let sum = 0;
  let only: string | null = null;
  for (const { allInPrice, currency } of listings) {
    if (allInPrice === null || currency === null) continue;
    if (currency !== (only ??= currency)) return noPrices;
    told[count++] = allInPrice;
    sum += allInPrice;
  }
  if (only === null) return noPrices;
  const prices = told.subarray(0, count).sort();
  return {
    currency: only,
    min: prices[0]!,
    p10: nearestRank(prices, 0.1),
    median: nearestRank(prices, 0.5),
    mean: Math.round(sum / count),
    max: prices.at(-1)!,
  };
};

/** The smallest value with at least `share` of all values at or below it, as SQL's `percentile_disc`. */
const nearestRank = (sorted: Float64Array, share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
