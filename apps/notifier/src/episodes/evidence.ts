import { columnsOf, type Condition, type Evidence, type Listing } from '@tickettape/contracts';
import { getInOf, onlyCurrencyOf } from '../books/get-in.js';
import type { Look } from '../books/look.js';

/** Listings shown with an alert; the tape holds the rest. */
export const maxListingsShown = 10;

type PriceSeen = Evidence['after'];

/** What an alert can be argued with. On a partial look `after.getIn` is the lowest price it proves, so the get-in is at most that. */
export const evidenceOf = (condition: Condition, look: Look, listings: readonly Listing[]): Evidence => {
  const { before, present, sequence, observedAt, complete, expected, received, position } = look;
  return {
    before: before && priceSeen(condition, before.listings, before.observedAt),
    after: priceSeen(condition, present, observedAt),
    listings: columnsOf(listings.slice(0, maxListingsShown)),
    look: { sequence, observedAt, complete, expected, received },
    position,
  };
};

const priceSeen = (condition: Condition, listings: readonly Listing[], observedAt: string): PriceSeen => {
  const currency = ('currency' in condition && condition.currency) || onlyCurrencyOf(listings);
  return { getIn: currency === null ? null : getInOf(currency, listings), currency, observedAt };
};
