import type { Observation } from '@tickettape/book';
import { aBlindness, aListing, aSighting } from '@tickettape/book/examples';
import type { Doubt, Listing } from '@tickettape/contracts';
import type { Dice } from './dice.js';

/** Looks at one market in a row: mostly complete, some partial, blind, empty or collapsed, by a clock that now and then steps. */
export const marketLooks = (dice: Dice, looks: number): Observation[] => {
  const offers = offersOf(dice);
  let book = Array.from({ length: dice.between(3, 60) }, offers.arrival);
  let atMs = Date.UTC(2026, dice.below(12), dice.between(1, 28), dice.below(24));
  return Array.from({ length: looks }, () => {
    atMs += clockStepMs(dice);
    book = [...book.filter(() => !dice.chance(0.06)).map(offers.moved), ...Array.from({ length: dice.below(4) }, offers.arrival)];
    if (dice.chance(0.15)) book = book.toReversed();
    return { ...observe(dice, book), observedAt: new Date(atMs).toISOString() };
  });
};

const hourMs = 3_600_000;

/** Minutes as a rule; sometimes hours back or days ahead, as when a clock is set. */
const clockStepMs = (dice: Dice): number => {
  if (dice.chance(0.04)) return -dice.below(30 * hourMs);
  if (dice.chance(0.03)) return dice.below(20 * 24 * hourMs);
  return dice.below(hourMs);
};

const observe = (dice: Dice, book: readonly Listing[]): Observation => {
  if (dice.chance(0.06)) return aBlindness({ reason: dice.pick(['unreachable', 'throttled', 'blocked', 'unreadable']) });
  if (dice.chance(0.02)) return aSighting([]);
  const seen = dice.chance(0.03) ? book.slice(0, dice.below(4)) : book;
  const answer = dice.chance(0.5) ? { answer: dice.pick(['a', 'b', 'c', 'd']).repeat(16) } : {};
  return aSighting(seen, { doubts: doubtsOf(dice), expected: dice.chance(0.3) ? seen.length : null, ...answer });
};

const doubtsOf = (dice: Dice): Doubt[] =>
  dice.chance(0.08) ? [dice.pick(['skipped-listings', 'duplicate-listings', 'fewer-than-declared'])] : [];

const sometimes = <Value>(dice: Dice, value: () => Value): Value | null => (dice.chance(0.25) ? null : value());

const offersOf = (dice: Dice) => {
  let listings = 0;
  const price = () => dice.between(1_000, 200_000);
  const arrival = (): Listing =>
    aListing(`${14_000_000_000 + (listings += 1)}`, {
      section: dice.pick(['101', '102', 'Loge Süd', 'Étage « 2 »', '🎟️', '']),
      row: sometimes(dice, () => String(dice.between(1, 20))),
      quantity: sometimes(dice, () => dice.between(1, 8)),
      allInPrice: sometimes(dice, price),
      listPrice: sometimes(dice, price),
      currency: dice.chance(0.02) ? 'EUR' : 'USD',
      notes: dice.chance(0.1) ? 'obstructed view, "aisle"\\' : null,
      faceValue: dice.chance(0.05) ? Number.MAX_SAFE_INTEGER : null,
    });
  const moved = (listing: Listing): Listing => {
    if (dice.chance(0.05)) return { ...listing, allInPrice: sometimes(dice, price) };
    if (dice.chance(0.03)) return { ...listing, quantity: dice.between(1, 8) };
    return listing;
  };
  return { arrival, moved };
};
