import { columnsOf, leavesOf, type Condition, type Evidence, type Listing, type PriceSeen } from '@tickettape/contracts';
import { getInOf, onlyCurrencyOf } from '../books/listings.js';
import { listingsBefore, type BlindLook, type Look } from '../books/look.js';
import type { Judgement } from '../judge/judgement.js';

/** Listings shown with an alert; the tape holds the rest. */
export const maxListingsShown = 10;

type Holding = Extract<Judgement, { kind: 'holds' }>;

/** What an alert can be argued with. On a partial look `after.getIn` is the lowest price it proves, so the get-in is at most that. */
export const evidenceOf = (condition: Condition, look: Look, { listings, figures }: Holding, heldSince: string | null): Evidence => ({
  before: priceBefore(condition, look),
  after: priceNow(condition, look),
  listings: columnsOf(listings.slice(0, maxListingsShown)),
  look: qualityOf(look),
  position: look.position,
  positionBefore: look.before.book.status === 'seen' ? look.before.position : null,
  figures: [...figures],
  ...(heldSince === null ? {} : { heldSince }),
});

const qualityOf = (look: Look): Evidence['look'] => {
  const { sequence, observedAt } = look;
  if (look.kind === 'blind') return { sequence, observedAt, complete: false, expected: null, received: 0 };
  return { sequence, observedAt, complete: look.complete, expected: look.expected, received: look.received };
};

/** The get-in in the currency of the rule, else in the only one of the book. */
export const priceNow = (condition: Condition, look: Look): PriceSeen => {
  if (look.kind === 'blind') return { getIn: null, currency: currencyOf(condition), observedAt: look.observedAt };
  return look.complete ? look.snapshot.price(currencyOf(condition)) : priceIn(condition, look.present, look.observedAt);
};

const priceBefore = (condition: Condition, { before: { book } }: Look): PriceSeen | null =>
  book.status === 'seen' && book.observedAt !== null ? priceIn(condition, [...book.listings.values()], book.observedAt) : null;

const priceIn = (condition: Condition, listings: readonly Listing[], observedAt: string): PriceSeen => {
  const currency = currencyOf(condition) ?? onlyCurrencyOf(listings);
  return { getIn: currency === null ? null : getInOf(currency, listings), currency, observedAt };
};

const currencyOf = (condition: Condition): string | null => {
  for (const leaf of leavesOf(condition)) if ('currency' in leaf && leaf.currency !== undefined) return leaf.currency;
  return null;
};

/** What was in the book when something was last seen of it. */
export const lastSeen = (condition: Condition, { before }: BlindLook): PriceSeen | null => {
  const listings = listingsBefore(before);
  return listings === null || before.lastSightAt === null ? null : priceIn(condition, [...listings.values()], before.lastSightAt);
};
