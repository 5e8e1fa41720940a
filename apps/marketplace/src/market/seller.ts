import { askable, oneStepBelow } from './prices.js';
import type { Random } from './random.js';
import { hour } from './time.js';

/** `patient` follows the market, `chaser` wants to be the cheapest of the zone, `eager` gives in as the event nears. */
export type Temperament = 'patient' | 'chaser' | 'eager';

export type Seller = {
  temperament: Temperament;
  /** What this seller asks for, relative to the fair price. */
  markup: number;
  tellsProceeds: boolean;
};

export type Outlook = {
  /** List price that these seats are worth now. */
  fairPrice: number;
  /** Lowest list price that somebody else asks in the zone; null when alone. */
  cheapestRival: number | null;
  hoursToStart: number;
};

export type Review =
  | { kind: 'hold' }
  | { kind: 'reprice'; cause: 'reviewed' | 'undercut'; listPrice: number; markup: number }
  /** `relistAfterSeconds` is null for a seller who goes for good. */
  | { kind: 'withdraw'; relistAfterSeconds: number | null };

const lowestMarkup = 0.78;
const withdrawChance = 0.07;
const relistChance = 0.6;
const holdChance = { patient: 0.45, chaser: 0.25, eager: 0.2 } as const satisfies Record<Temperament, number>;

export const newSeller = (random: Random): Seller => ({
  temperament: random.weighted(['patient', 'chaser', 'eager'] as const, (kind) => ({ patient: 5, chaser: 3, eager: 2 })[kind]),
  markup: Math.max(lowestMarkup, Math.exp(random.normal(0.12, 0.2)) * (random.chance(0.06) ? random.between(1.4, 2.5) : 1)),
  tellsProceeds: random.chance(0.94),
});

/** Sellers look after their price about daily, and every few hours near the event. */
export const secondsToNextReview = (hoursToStart: number, random: Random): number =>
  random.exponential(Math.min(28, 4 + hoursToStart / 4) * hour);

export const review = (listPrice: number, seller: Seller, outlook: Outlook, random: Random): Review => {
  if (random.chance(withdrawChance)) return { kind: 'withdraw', relistAfterSeconds: relistAfterSeconds(random) };
  if (random.chance(holdChance[seller.temperament])) return { kind: 'hold' };
  const wanted = want(seller, outlook, random);
  const rounded = askable(wanted.listPrice);
  return rounded === listPrice ? { kind: 'hold' } : { kind: 'reprice', ...wanted, listPrice: rounded };
};

const relistAfterSeconds = (random: Random): number | null => (random.chance(relistChance) ? random.between(0.5 * hour, 20 * hour) : null);

const want = (seller: Seller, outlook: Outlook, random: Random): Omit<Review & { kind: 'reprice' }, 'kind'> => {
  const { fairPrice, cheapestRival } = outlook;
  if (seller.temperament === 'chaser' && cheapestRival !== null) {
    const listPrice = Math.max(oneStepBelow(cheapestRival), 0.82 * fairPrice);
    return { cause: 'undercut', listPrice, markup: Math.max(lowestMarkup, listPrice / fairPrice) };
  }
  const markup = seller.temperament === 'eager' ? givenIn(seller.markup, outlook, random) : seller.markup;
  return { cause: 'reviewed', listPrice: fairPrice * markup * random.normal(1, 0.015), markup };
};

const givenIn = (markup: number, { hoursToStart }: Outlook, random: Random): number => {
  const urgency = 1 + 2 * Math.exp(-hoursToStart / 24);
  return Math.max(lowestMarkup, markup * (1 - random.between(0.01, 0.05) * urgency));
};
