import { evolve, unseenBook, type Book, type Listings } from '@tickettape/book';
import type { BookFact, CoverageLost, Listing } from '@tickettape/contracts';
import { listingsOf } from '@tickettape/contracts';
import { Snapshot } from './snapshot.js';
import { extend, noSeries, type Series } from './series.js';
import type { Needs } from './needs.js';

/** What differs from the look before; null where there was none to compare with. */
export type Delta = { appeared: readonly Listing[]; changed: readonly Listing[]; gone: readonly Listing[] };

/** A book as far as its watches need it; a function of the tape alone, from a keyframe before the window on. */
export type FollowedBook = {
  book: Book;
  /** Of the last message in BOOKS; 0 before the first. */
  position: number;
  /** Whether the last keyframe or a look since was complete: only then is it known what was not on offer. */
  isBaselineComplete: boolean;
  /** Whether the last look was complete. */
  isLastComplete: boolean;
  /** When something was last seen, if only partly. */
  lastSightAt: string | null;
  /** The book when sight was lost; null while it is in sight. */
  lost: Listings | null;
  /** The complete look since which nothing appeared, changed or was gone; null where that is not known. */
  calmSinceMs: number | null;
  /** When listings were found to be gone, in milliseconds, by id. */
  gone: ReadonlyMap<string, number>;
  series: ReadonlyMap<string, Series>;
};

export const unfollowedBook = (): FollowedBook => ({
  book: unseenBook(),
  position: 0,
  isBaselineComplete: false,
  isLastComplete: false,
  lastSightAt: null,
  lost: null,
  calmSinceMs: null,
  gone: new Map(),
  series: new Map(),
});

type Sighting = Exclude<BookFact, CoverageLost>;

/** What `follow` found out; `delta` and `snapshot` are null for a blind look and where the book cannot be known. */
export type Followed = { after: FollowedBook; delta: Delta | null; snapshot: Snapshot | null };

/** The followed book after `fact`; the same object where the fact was met before. */
export const follow = (before: FollowedBook, fact: BookFact, position: number, needs: Needs): Followed => {
  const book = evolve(before.book, fact);
  if (book === before.book) return { after: before, delta: null, snapshot: null };
  if (fact.type === 'coverage.lost.v1' || book.status === 'unseen')
    return { after: blinded(before, book, position), delta: null, snapshot: null };
  const delta = deltaOf(fact, before.book, book.listings);
  const snapshot = new Snapshot(fact, book.listings);
  const atMs = Date.parse(fact.data.observedAt);
  return { after: sighted(before, { book, fact, delta, snapshot, atMs, position, needs }), delta, snapshot };
};

const blinded = (before: FollowedBook, book: Book, position: number): FollowedBook => ({
  ...before,
  book,
  position,
  isBaselineComplete: false,
  isLastComplete: false,
  lost: before.book.status === 'seen' ? before.book.listings : before.lost,
  calmSinceMs: null,
});

type Seen = { book: Book; fact: Sighting; delta: Delta | null; snapshot: Snapshot; atMs: number; position: number; needs: Needs };

const sighted = (before: FollowedBook, { book, fact, delta, snapshot, atMs, position, needs }: Seen): FollowedBook => ({
  book,
  position,
  isBaselineComplete: fact.type === 'book.keyframed.v1' ? fact.data.complete : before.isBaselineComplete || fact.data.complete,
  isLastComplete: fact.data.complete,
  lastSightAt: fact.data.observedAt,
  lost: null,
  calmSinceMs: calmSince(before, fact, delta, atMs),
  gone: goneAfter(before.gone, delta, snapshot, atMs, needs.goneMs),
  series: fact.data.complete ? seriesAfter(before.series, snapshot, atMs, needs) : before.series,
});

const calmSince = (before: FollowedBook, { data: { complete } }: Sighting, delta: Delta | null, atMs: number): number | null => {
  const isCalm = delta !== null && delta.appeared.length + delta.changed.length + delta.gone.length === 0;
  if (isCalm && before.calmSinceMs !== null) return before.calmSinceMs;
  return complete ? atMs : null;
};

const goneAfter = (before: ReadonlyMap<string, number>, delta: Delta | null, snapshot: Snapshot, atMs: number, goneMs: number) => {
  if (goneMs === 0) return before.size === 0 ? before : new Map<string, number>();
  const gone = new Map<string, number>();
  for (const [listingId, sinceMs] of before) if (sinceMs >= atMs - goneMs && !snapshot.has(listingId)) gone.set(listingId, sinceMs);
  for (const { listingId } of delta?.gone ?? []) gone.set(listingId, atMs);
  return gone;
};

const seriesAfter = (before: ReadonlyMap<string, Series>, snapshot: Snapshot, atMs: number, needs: Needs): ReadonlyMap<string, Series> => {
  if (needs.series.length === 0) return before;
  const series = new Map<string, Series>();
  for (const need of needs.series) {
    const known = before.get(need.key) ?? noSeries;
    const { value, currency } = snapshot.value(need.measure, need.filter, need.currency);
    series.set(need.key, value === null ? known : extend(known, { atMs, value }, currency, need));
  }
  return series;
};

/** The listings a look showed anew or otherwise, and those that it says are gone. */
const deltaOf = (fact: Sighting, before: Book, listings: Listings): Delta | null => {
  if (fact.type === 'book.confirmed.v1') return { appeared: [], changed: [], gone: [] };
  const known: Listings = before.status === 'seen' ? before.listings : new Map();
  if (fact.type === 'book.changed.v1')
    return { appeared: listingsOf(fact.data.appeared), changed: listingsOf(fact.data.changed), gone: pick(known, fact.data.gone) };
  if (fact.data.delta === null) return null;
  const { appeared, changed, gone } = fact.data.delta;
  return { appeared: pick(listings, appeared), changed: pick(listings, changed), gone: pick(known, gone) };
};

const pick = (listings: Listings, ids: readonly string[]): Listing[] => ids.flatMap((id) => listings.get(id) ?? []);
