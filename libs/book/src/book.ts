import { listingsOf, type BookFact } from '@tickettape/contracts';
import { apply, moveDigest, type Listings } from './diff.js';
import { digestOf } from './digest.js';

/** Either we can see the book or we cannot; there is no third, guessed state. */
export type Book = {
  /** Looks taken so far; 0 before the first. */
  sequence: number;
  /** When the last look was taken; null before the first. */
  observedAt: string | null;
} & (
  | {
      status: 'unseen';
      /** When sight was lost; null where nobody has looked yet. */
      blindSince: string | null;
    }
  | { status: 'seen'; listings: Listings; digest: bigint; looksSinceKeyframe: number }
);

export type SeenBook = Extract<Book, { status: 'seen' }>;

export const unseenBook = (): Book => ({ status: 'unseen', sequence: 0, observedAt: null, blindSince: null });

/**
 * The book after `fact`. A fact that was met before changes nothing, so any repetition on the tape is harmless. After a missing fact the book
 * cannot be known and is unseen until the next keyframe.
 */
export const evolve = (book: Book, fact: BookFact): Book => {
  const { sequence, observedAt } = fact.data;
  if (sequence <= book.sequence) return book;
  if (fact.type === 'coverage.lost.v1') return { status: 'unseen', sequence, observedAt, blindSince: fact.data.since };
  if (fact.type === 'book.keyframed.v1') return { status: 'seen', sequence, observedAt, ...opened(listingsOf(fact.data.listings)) };
  if (book.status === 'unseen' || sequence !== book.sequence + 1) return { status: 'unseen', sequence, observedAt, blindSince: observedAt };

  const looksSinceKeyframe = book.looksSinceKeyframe + 1;
  if (fact.type === 'book.confirmed.v1') return { ...book, sequence, observedAt, looksSinceKeyframe };
  const delta = { appeared: listingsOf(fact.data.appeared), changed: listingsOf(fact.data.changed), gone: fact.data.gone };
  const digest = moveDigest(book.digest, book.listings, delta);
  return { status: 'seen', sequence, observedAt, listings: apply(book.listings, delta), digest, looksSinceKeyframe };
};

export const fold = (facts: Iterable<BookFact>, book: Book = unseenBook()): Book => {
  for (const fact of facts) book = evolve(book, fact);
  return book;
};

const opened = (listings: ReturnType<typeof listingsOf>) => ({
  listings: new Map(listings.map((listing) => [listing.listingId, listing])),
  digest: digestOf(listings),
  looksSinceKeyframe: 0,
});
