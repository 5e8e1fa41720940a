import { listingsOf, type BookChanged, type BookFact, type BookKeyframed, type Listing, type Memory } from '@tickettape/contracts';
import { apply, byId, moveDigest, type Content, type Listings } from './diff.js';
import { digestOf } from './digest.js';
import { noMemory, remember } from './memory.js';

/** Either we can see the book or we cannot; there is no third, guessed state. */
export type Book = {
  /** Looks taken so far; 0 before the first. */
  sequence: number;
  /** When the last look was taken; null before the first. */
  observedAt: string | null;
  memory: Memory;
} & (
  | {
      status: 'unseen';
      /** When sight was lost; null where nobody has looked yet. */
      blindSince: string | null;
    }
  | {
      status: 'seen';
      listings: Listings;
      digest: bigint;
      looksSinceKeyframe: number;
      /** Whether a complete look was taken since the book came in sight; before that nothing can appear or be gone. */
      whole: boolean;
      /** Listings that the last look, a collapsed or empty one, did not show. */
      missing: ReadonlySet<string>;
      /** Whether the last look met a copy of an earlier answer. */
      frozen: boolean;
    }
);

export type SeenBook = Extract<Book, { status: 'seen' }>;

export const unseenBook = (): Book => ({ status: 'unseen', sequence: 0, observedAt: null, blindSince: null, memory: noMemory });

const nothingMissing: ReadonlySet<string> = new Set();

/**
 * The book after `fact`. A fact that was met before changes nothing, so any repetition on the tape is harmless. After a missing fact the book
 * cannot be known and is unseen until the next keyframe. `content` is the book's after the fact, for a caller that knows it already.
 */
export const evolve = (book: Book, fact: BookFact, content?: Content): Book => {
  const { sequence, observedAt } = fact.data;
  if (sequence <= book.sequence) return book;
  if (fact.type === 'coverage.lost.v1') {
    return { status: 'unseen', sequence, observedAt, blindSince: fact.data.since, memory: fact.data.memory ?? noMemory };
  }
  const look = { status: 'seen', sequence, observedAt, ...doubtfulOf(fact.data) } as const;
  if (fact.type === 'book.keyframed.v1') return { ...look, ...opened(fact.data, content) };
  const memory = remember(book.memory, fact.data);
  if (book.status === 'unseen' || sequence !== book.sequence + 1) {
    return { status: 'unseen', sequence, observedAt, blindSince: observedAt, memory };
  }

  const { whole } = book;
  const looksSinceKeyframe = book.looksSinceKeyframe + 1;
  if (fact.type === 'book.confirmed.v1') return { ...book, ...look, looksSinceKeyframe, memory };
  return { ...look, ...(content ?? changed(book, fact.data)), looksSinceKeyframe, whole, memory };
};

export const fold = (facts: Iterable<BookFact>, book: Book = unseenBook()): Book => {
  for (const fact of facts) book = evolve(book, fact);
  return book;
};

type Seen = Exclude<BookFact, { type: 'coverage.lost.v1' }>['data'];

const doubtfulOf = ({ missing, doubts }: Seen) => ({
  missing: missing === undefined ? nothingMissing : new Set(missing),
  frozen: doubts.includes('frozen-answer'),
});

/** A keyframe that says what differs from the look before was taken of a book that was whole. */
const opened = (data: BookKeyframed['data'], content: Content | undefined) => ({
  ...(content ?? contentOf(listingsOf(data.listings))),
  looksSinceKeyframe: 0,
  whole: data.complete || data.delta !== null,
  memory: data.memory ?? noMemory,
});

const contentOf = (listings: readonly Listing[]): Content => ({ listings: byId(listings), digest: digestOf(listings) });

const changed = ({ listings, digest }: Content, data: BookChanged['data']): Content => {
  const delta = { appeared: listingsOf(data.appeared), changed: listingsOf(data.changed), gone: data.gone };
  return { listings: apply(listings, delta), digest: moveDigest(digest, listings, delta) };
};
