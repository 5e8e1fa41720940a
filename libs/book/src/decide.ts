import {
  bookName,
  columnsOf,
  envelope,
  type BlindReason,
  type BookFact,
  type BookKey,
  type Doubt,
  type Listing,
  type Memory,
} from '@tickettape/contracts';
import { evolve, type Book, type SeenBook } from './book.js';
import { apply, byId, diff, isEmpty, moveDigest, type Content, type Delta, type Listings } from './diff.js';
import { digestOf, digestText } from './digest.js';
import { judge, type Judgement } from './judge.js';
import { remember, rememberLoss } from './memory.js';
import { statisticsOf } from './statistics.js';

/** A look that saw listings. It is complete only if nothing about it is in doubt, also beside the book (`judge`). */
export type Sighting = {
  kind: 'seen';
  /** UTC by our clock. */
  observedAt: string;
  /** Of an id that comes twice the first one counts, and the look is in doubt. */
  listings: readonly Listing[];
  expected: number | null;
  received: number;
  skipped: number;
  doubts: readonly Doubt[];
  /** Name of the answer byte for byte; see `AnswerName`. */
  answer?: string;
  /** The answer says itself which book it is of and that nothing is left out, also where it is empty: nothing is judged beside the book. */
  vouched?: boolean;
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
export const decide = (key: BookKey, observation: Observation, book: Book): BookFact => decision(key, observation, book).fact;

/** `decide`, and the book that `evolve` makes of its fact, with every listing that differs hashed once. */
export const observe = (key: BookKey, observation: Observation, book: Book): { fact: BookFact; book: Book } => {
  const { fact, content } = decision(key, observation, book);
  return { fact, book: evolve(book, fact, content) };
};

/** `content` is the book's after the look; none where it is out of sight, or as it was. */
type Decision = { fact: BookFact; content?: Content };

const decision = (key: BookKey, observation: Observation, book: Book): Decision => {
  const look = { ...key, sequence: book.sequence + 1, observedAt: after(book.observedAt, observation.observedAt) };
  if (observation.kind === 'blind') return { fact: coverageLost(look, observation, book, lostOf(book)) };
  const shown = byId(observation.listings);
  const delta = book.status === 'seen' ? diff(book.listings, [...shown.values()], true) : nothing;
  const judgement = judge(observation, book, delta);
  if (judgement === 'another-book') return { fact: coverageLost(look, anotherBook(observation), book, null) };
  const sighting = doubted(unique(observation, shown), judgement);
  if (book.status === 'unseen' || (!book.whole && isComplete(sighting))) return firstKeyframe(look, sighting, shown, book);
  return sighted(look, sighting, shown, book, believed(delta, sighting));
};

type Look = BookKey & { sequence: number; observedAt: string };

const nothing: Delta = { appeared: [], changed: [], gone: [] };

const doubted = (sighting: Sighting, judgement: Exclude<Judgement, 'another-book'>): Sighting =>
  judgement === 'sound' ? sighting : { ...sighting, doubts: [...new Set([...sighting.doubts, judgement])] };

const unique = (sighting: Sighting, shown: Listings): Sighting =>
  shown.size === sighting.listings.length
    ? sighting
    : { ...sighting, listings: [...shown.values()], doubts: [...new Set<Doubt>([...sighting.doubts, 'duplicate-listings'])] };

const anotherBook = ({ observedAt, listings }: Sighting): Blindness => ({
  kind: 'blind',
  observedAt,
  reason: 'wrong-event',
  httpStatus: 200,
  attempts: 1,
  detail: `none of the ${listings.length} listings shown belongs to the book as it was known`,
});

/** Ids kept of a book that goes out of sight, to tell it from another one. */
const sampledIds = 12;

/** `lost` is what the next sighting is compared with: nothing after another book was shown, so that the second such answer is believed. */
const coverageLost = (look: Look, blindness: Blindness, book: Book, lost: Memory['lost']): BookFact => {
  const { reason, httpStatus, attempts, detail } = blindness;
  const since = (book.status === 'unseen' ? book.blindSince : null) ?? look.observedAt;
  const memory = rememberLoss(book.memory, lost);
  return state('coverage.lost.v1', look, reason, { ...look, reason, since, httpStatus, attempts, detail, memory });
};

const lostOf = (book: Book): Memory['lost'] =>
  book.status === 'unseen' ? book.memory.lost : { listings: book.listings.size, sample: sampleOf([...book.listings.keys()]) };

/** Evenly spread over the book. */
const sampleOf = (listingIds: readonly string[]): string[] => {
  const step = Math.max(1, Math.ceil(listingIds.length / sampledIds));
  return listingIds.filter((_, index) => index % step === 0);
};

const firstKeyframe = (look: Look, sighting: Sighting, listings: Listings, book: Book): Decision => {
  const content = { listings, digest: digestOf(sighting.listings) };
  const digest = digestText(content.digest);
  const told = quality(sighting);
  const memory = remember(book.memory, told);
  const data = { ...look, ...told, digest, listings: columnsOf(sighting.listings), delta: null, memory };
  return { fact: state('book.keyframed.v1', look, digest, data), content };
};

const sighted = (look: Look, sighting: Sighting, shown: Listings, book: SeenBook, delta: Delta): Decision => {
  const content = contentAfter(book, delta, isComplete(sighting) ? shown : null);
  const digest = digestText(content.digest);
  const told = quality(sighting);
  const common = { ...look, ...told, ...missingOf(sighting, shown, book), digest };

  if (book.looksSinceKeyframe + 1 >= keyframeEveryLooks) {
    const listings = columnsOf([...content.listings.values()]);
    const data = { ...common, listings, delta: book.whole ? idsOf(delta) : null, memory: remember(book.memory, told) };
    return { fact: state('book.keyframed.v1', look, digest, data), content };
  }
  if (isEmpty(delta)) return { fact: state('book.confirmed.v1', look, digest, common) };
  const changes = { appeared: columnsOf(delta.appeared), changed: columnsOf(delta.changed), gone: delta.gone };
  return { fact: state('book.changed.v1', look, digest, { ...common, ...changes }), content };
};

/** A complete look shows all there is, in the order of the source. */
const contentAfter = ({ listings, digest }: SeenBook, delta: Delta, all: Listings | null): Content =>
  isEmpty(delta) ? { listings, digest } : { listings: all ?? apply(listings, delta), digest: moveDigest(digest, listings, delta) };

const isComplete = ({ doubts }: Sighting): boolean => doubts.length === 0;

/** A partial look proves presence only, and a copy of an earlier answer not even that. */
const believed = (delta: Delta, { doubts }: Sighting): Delta => {
  if (doubts.length === 0) return delta;
  return doubts.includes('frozen-answer') ? nothing : { ...delta, gone: [] };
};

/** Only where nothing else is in doubt, so that the look that agrees can be the second one. */
const missingOf = ({ doubts }: Sighting, shown: Listings, book: SeenBook): { missing?: string[] } => {
  if (doubts.length !== 1 || (doubts[0] !== 'collapsed' && doubts[0] !== 'empty-answer')) return {};
  return { missing: [...book.listings.keys()].filter((listingId) => !shown.has(listingId)) };
};

const quality = (sighting: Sighting) => ({
  complete: isComplete(sighting),
  doubts: [...sighting.doubts],
  expected: sighting.expected,
  received: sighting.received,
  skipped: sighting.skipped,
  stats: isComplete(sighting) ? statisticsOf(sighting.listings) : null,
  ...(sighting.answer === undefined ? {} : { answer: sighting.answer }),
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
