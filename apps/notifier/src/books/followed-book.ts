import { evolve, unseenBook, type Book } from '@tickettape/book';
import type { BookFact } from '@tickettape/contracts';

/** The get-in of one complete look, minor units. */
export type PricePoint = { observedAt: string; getIn: number; currency: string };

/** A book as far as its watches need it; a function of the tape alone, from its last keyframe and the window on. */
export type FollowedBook = {
  book: Book;
  /** Whether the last keyframe or a look since was complete: only then is it known what was not on offer. */
  isBaselineComplete: boolean;
  /** Complete looks inside the window, oldest first; they reach over blindness, since each of them stands for itself. */
  prices: readonly PricePoint[];
};

export const unfollowedBook = (): FollowedBook => ({ book: unseenBook(), isBaselineComplete: false, prices: [] });

/** The followed book after `fact`; `windowMs` is how far back prices are kept. */
export const follow = (before: FollowedBook, fact: BookFact, windowMs: number): FollowedBook => {
  const book = evolve(before.book, fact);
  if (book === before.book) return before;
  return { book, isBaselineComplete: book.status === 'seen' && baseline(before, fact), prices: pricesAfter(before, fact, windowMs) };
};

const baseline = ({ isBaselineComplete }: FollowedBook, fact: BookFact): boolean => {
  if (fact.type === 'coverage.lost.v1') return false;
  return fact.type === 'book.keyframed.v1' ? fact.data.complete : isBaselineComplete || fact.data.complete;
};

const pricesAfter = ({ prices }: FollowedBook, fact: BookFact, windowMs: number): readonly PricePoint[] => {
  const from = Date.parse(fact.data.observedAt) - windowMs;
  const kept = prices.filter(({ observedAt }) => Date.parse(observedAt) >= from);
  const point = pricePointOf(fact);
  return point && windowMs > 0 ? [...kept, point] : kept;
};

/** The get-in a look proves; null for a look that is not complete, and where prices are not told or in several currencies. */
export const pricePointOf = (fact: BookFact): PricePoint | null => {
  if (fact.type === 'coverage.lost.v1') return null;
  const { stats, observedAt } = fact.data;
  return stats?.min != null && stats.currency !== null ? { observedAt, getIn: stats.min, currency: stats.currency } : null;
};
