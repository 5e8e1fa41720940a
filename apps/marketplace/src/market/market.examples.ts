import { houses } from '../scenario/houses.js';
import { momentsBetween } from '../scenario/moments.js';
import type { Change } from './listing.js';
import type { MarketPlan } from './plan.js';
import { day } from './time.js';

/** A market of five days in the house of `slot`. */
export const planOfSlot = (slot: number, label = 'example'): MarketPlan => {
  const house = houses[slot]!;
  return {
    ...house,
    label: `${label}/${slot}`,
    opensAt: 0,
    closesAt: 5 * day,
    firstListingId: 10_000_000_001,
    moments: momentsBetween(slot, 0, 5 * day),
  };
};

export const ticketsBought = (changes: readonly Change[]): number =>
  changes
    .filter(({ cause }) => cause === 'bought')
    .reduce((sum, { before, after }) => sum + (before?.quantity ?? 0) - (after?.quantity ?? 0), 0);
