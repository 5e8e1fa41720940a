import type { BookFact, BookKey, BlindReason, CoverageLost, Listing } from '@tickettape/contracts';
import type { Listings } from '@tickettape/book';
import type { Delta, Followed, FollowedBook } from './followed-book.js';
import type { Snapshot } from './snapshot.js';

type Place = {
  key: BookKey;
  sequence: number;
  observedAt: string;
  atMs: number;
  /** Stream sequence of its message in BOOKS. */
  position: number;
  /** What was known before it. */
  before: FollowedBook;
};

/** A look that saw something, with all that may be concluded from it. */
export type SeenLook = Place & {
  kind: 'seen';
  complete: boolean;
  expected: number | null;
  received: number;
  snapshot: Snapshot;
  /** Listings this look proves to be on offer: all of the book for a complete one, only what it showed anew for a partial one. */
  present: readonly Listing[];
  /** null where there is nothing to compare with: at the first look, and at the first since sight returned. */
  delta: Delta | null;
  /** Listings proven to be new; null where it is not known what was there before. */
  appeared: readonly Listing[] | null;
  after: FollowedBook;
};

/** A look that saw nothing; of the market it proves nothing. */
export type BlindLook = Place & { kind: 'blind'; since: string; reason: BlindReason; detail: string };

export type Look = SeenLook | BlindLook;

/** What `fact` lets a watch conclude; null for a repeated look and for one whose book cannot be known. */
export const lookOf = (fact: BookFact, position: number, before: FollowedBook, { after, delta, snapshot }: Followed): Look | null => {
  if (after === before) return null;
  const { source, eventId, sequence, observedAt } = fact.data;
  const place = { key: { source, eventId }, sequence, observedAt, atMs: Date.parse(observedAt), position, before };
  if (fact.type === 'coverage.lost.v1') return { ...place, kind: 'blind', ...blindnessOf(fact) };
  if (snapshot === null) return null;
  const { complete, expected, received } = fact.data;
  const present = complete || delta === null ? snapshot.listings : [...delta.appeared, ...delta.changed];
  const appeared = delta !== null && before.isBaselineComplete ? delta.appeared : null;
  return { ...place, kind: 'seen', complete, expected, received, snapshot, present, delta, appeared, after };
};

const blindnessOf = ({ data: { since, reason, detail } }: CoverageLost) => ({ since, reason, detail });

/** The listings that were in the book when it was last seen, also before a gap; null where it never was. */
export const listingsBefore = ({ book, lost }: FollowedBook): Listings | null => (book.status === 'seen' ? book.listings : lost);
