import type { SeenBook } from '@tickettape/book';
import { listingsOf, type BookFact, type BookKey, type CoverageLost, type Listing } from '@tickettape/contracts';
import { pricePointOf, type FollowedBook, type PricePoint } from './followed-book.js';

/** One look at one book with all that may be concluded from it. */
export type Look = {
  key: BookKey;
  sequence: number;
  observedAt: string;
  /** Stream sequence of its message in BOOKS. */
  position: number;
  complete: boolean;
  expected: number | null;
  received: number;
  /** Listings this look proves to be on offer: all of the book for a complete one, only what it showed anew for a partial one. */
  present: readonly Listing[];
  /** Listings proven to be new; empty where it is not known what was there before. */
  appeared: readonly Listing[];
  /** null unless the look is complete and its prices are in one currency. */
  price: PricePoint | null;
  /** Complete looks before this one, oldest first. */
  earlierPrices: readonly PricePoint[];
  /** The look before; null where there was none since sight returned. */
  before: { observedAt: string; listings: readonly Listing[] } | null;
};

type Sighting = Exclude<BookFact, CoverageLost>;

/** What `fact` lets a watch conclude; null for a blind look, a repeated one and one whose book cannot be known: they prove nothing. */
export const lookOf = (fact: BookFact, position: number, before: FollowedBook, after: FollowedBook): Look | null => {
  if (fact.type === 'coverage.lost.v1' || after === before || after.book.status === 'unseen') return null;
  const { source, eventId, sequence, observedAt, complete, expected, received } = fact.data;
  const delta = deltaOf(fact, after.book);
  return {
    key: { source, eventId },
    sequence,
    observedAt,
    position,
    complete,
    expected,
    received,
    present: complete || delta === null ? [...after.book.listings.values()] : [...delta.appeared, ...delta.changed],
    appeared: delta !== null && before.isBaselineComplete ? delta.appeared : [],
    price: pricePointOf(fact),
    earlierPrices: before.prices,
    before: seenBefore(before),
  };
};

/** The listings a look showed anew or otherwise; null on the first look since sight returned, which shows everything it holds. */
const deltaOf = (fact: Sighting, { listings }: SeenBook): { appeared: Listing[]; changed: Listing[] } | null => {
  if (fact.type === 'book.confirmed.v1') return { appeared: [], changed: [] };
  if (fact.type === 'book.changed.v1') return { appeared: listingsOf(fact.data.appeared), changed: listingsOf(fact.data.changed) };
  if (fact.data.delta === null) return null;
  const { appeared, changed } = fact.data.delta;
  const pick = (ids: readonly string[]) => ids.flatMap((id) => listings.get(id) ?? []);
  return { appeared: pick(appeared), changed: pick(changed) };
};

const seenBefore = ({ book }: FollowedBook): Look['before'] =>
  book.status === 'seen' && book.observedAt !== null ? { observedAt: book.observedAt, listings: [...book.listings.values()] } : null;
