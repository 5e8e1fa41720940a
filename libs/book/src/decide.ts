import {
  bookName,
  columnsOf,
  envelope,
  type BlindReason,
  type BookFact,
  type BookKey,
  type Doubt,
  type Listing,
} from '@tickettape/contracts';
import type { Book, SeenBook } from './book.js';
import { apply, diff, isEmpty, moveDigest, type Delta } from './diff.js';
import { digestOf, digestText } from './digest.js';
import { statisticsOf } from './statistics.js';

/** A look that saw listings. It is complete only if nothing about it is in doubt. */
export type Sighting = {
  kind: 'seen';
  /** UTC by our clock. */
  observedAt: string;
  /** Unique by id. */
  listings: readonly Listing[];
  expected: number | null;
  received: number;
  skipped: number;
  doubts: readonly Doubt[];
};

/** A look that saw nothing: a failure, a block or a challenge is never an empty market. */
export type Blindness = {
  kind: 'blind';
  observedAt: string;
  reason: BlindReason;
  httpStatus: number | null;
  attempts: number;
  detail: string;
};

export type Observation = Sighting | Blindness;

/** Looks between two keyframes; measured as the best trade of size against the cost of loading a book (docs/benchmarks.md). */
export const keyframeEveryLooks = 50;

/** The fact a look adds to the tape: always exactly one. No clock, no I/O: what is decided depends on the arguments alone. */
export const decide = (key: BookKey, observation: Observation, book: Book): BookFact => {
  const look = { ...key, sequence: book.sequence + 1, observedAt: after(book.observedAt, observation.observedAt) };
  if (observation.kind === 'blind') return coverageLost(look, observation, book);
  if (book.status === 'unseen') return firstKeyframe(look, observation);
  return sighted(look, observation, book);
};

type Look = BookKey & { sequence: number; observedAt: string };

const coverageLost = (look: Look, { reason, httpStatus, attempts, detail }: Blindness, book: Book): BookFact => {
  const since = (book.status === 'unseen' ? book.blindSince : null) ?? look.observedAt;
  return state('coverage.lost.v1', look, reason, { ...look, reason, since, httpStatus, attempts, detail });
};

const firstKeyframe = (look: Look, sighting: Sighting): BookFact => {
  const digest = digestText(digestOf(sighting.listings));
  return state('book.keyframed.v1', look, digest, {
    ...look,
    ...quality(sighting),
    digest,
    listings: columnsOf(sighting.listings),
    delta: null,
  });
};

const sighted = (look: Look, sighting: Sighting, book: SeenBook): BookFact => {
  const delta = diff(book.listings, sighting.listings, isComplete(sighting));
  const digest = digestText(moveDigest(book.digest, book.listings, delta));
  const common = { ...look, ...quality(sighting), digest };

  if (book.looksSinceKeyframe + 1 >= keyframeEveryLooks) {
    const listings = columnsOf([...apply(book.listings, delta).values()]);
    return state('book.keyframed.v1', look, digest, { ...common, listings, delta: idsOf(delta) });
  }
  if (isEmpty(delta)) return state('book.confirmed.v1', look, digest, common);
  const changes = { appeared: columnsOf(delta.appeared), changed: columnsOf(delta.changed), gone: delta.gone };
  return state('book.changed.v1', look, digest, { ...common, ...changes });
};

const isComplete = ({ doubts }: Sighting): boolean => doubts.length === 0;

const quality = (sighting: Sighting) => ({
  complete: isComplete(sighting),
  doubts: [...sighting.doubts],
  expected: sighting.expected,
  received: sighting.received,
  skipped: sighting.skipped,
  stats: isComplete(sighting) ? statisticsOf(sighting.listings) : null,
});

const idsOf = ({ appeared, changed, gone }: Delta) => ({
  appeared: appeared.map(({ listingId }) => listingId),
  changed: changed.map(({ listingId }) => listingId),
  gone,
});

/** The content is part of the id: a second writer that decides the same sequence differently is a conflict, not a duplicate. */
const state = <Type extends BookFact['type'], Data>(type: Type, look: Look, content: string, data: Data) =>
  envelope(
    type,
    {
      id: `book:${look.source}:${look.eventId}:${look.sequence}:${content}`,
      source: '/tickettape/collector',
      subject: bookName(look),
      time: look.observedAt,
    },
    data,
  );

/** Looks at one book never share an instant and never go back, whatever the clock does. */
const after = (previous: string | null, now: string): string =>
  previous === null || now > previous ? now : new Date(Date.parse(previous) + 1).toISOString();
