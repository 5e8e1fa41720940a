import { z } from 'zod';
import { Columns } from './columns.js';
import { defineFact } from './fact.js';
import { Currency, Minor } from './money.js';
import { BookKey } from './token.js';

/** Counts the looks at one book: 1, 2, 3. A missing number is a lost message, a number met again is a repeated one. */
const Sequence = z.int().positive();

/** Sum modulo 2^64 of the first 8 bytes of md5(canonical line) over all listings of the book, as 16 hexadecimal digits. */
export const Digest = z.string().regex(/^[0-9a-f]{16}$/);

/**
 * Why a look proves presence only. `more-pages`: the answer has pages that were not asked for. `empty-answer` and `collapsed` (most of the book is not there) wait for a second look that agrees;
 * `frozen-answer` shows the book as of an unknown time, so that nothing of it is believed anew.
 */
export const Doubt = z.enum([
  'skipped-listings',
  'duplicate-listings',
  'empty-answer',
  'fewer-than-declared',
  'more-pages',
  'collapsed',
  'frozen-answer',
]);
export type Doubt = z.infer<typeof Doubt>;

/**
 * Statistics of a complete look over all its listings. Prices are all-in minor units; `p10` and `median` are nearest-rank, as SQL's
 * `percentile_disc`. Prices are null where none was told or where currencies are mixed; `tickets` is null where a quantity was not told.
 */
export const Statistics = z.object({
  listings: z.int().nonnegative(),
  tickets: z.int().nonnegative().nullable(),
  currency: Currency.nullable(),
  min: Minor.nullable(),
  p10: Minor.nullable(),
  median: Minor.nullable(),
  mean: Minor.nullable(),
  max: Minor.nullable(),
});
export type Statistics = z.infer<typeof Statistics>;

/** Names what a source answered, byte for byte: 16 hexadecimal digits that each source makes in its own way, equal where the answers are. */
export const AnswerName = z.string().regex(/^[0-9a-f]{16}$/);

/** What judging the next look needs beside the book. Written where reading a book begins; in between it follows from the facts. */
export const Memory = z.object({
  /** Looks remembered and those whose answer differed from the one before; both are halved from time to time. */
  looks: z.int().nonnegative(),
  moved: z.int().nonnegative(),
  /** Looks since the newest of `answers` was first met. */
  still: z.int().nonnegative(),
  /** The last answer; null where none was named. */
  last: AnswerName.nullable(),
  /** The last different answers of complete looks, the newest last. */
  answers: z.array(AnswerName),
  /** The book when sight was lost: how many listings, and some of their ids. null while it is in sight, or where nothing is to be compared with. */
  lost: z.object({ listings: z.int().nonnegative(), sample: z.array(z.string().min(1)) }).nullable(),
});
export type Memory = z.infer<typeof Memory>;

const ListingIds = z.array(z.string().min(1));

const Look = BookKey.extend({ sequence: Sequence, observedAt: z.iso.datetime() });

/** A look that saw listings. Only a complete one may say `gone`. */
const Sighting = Look.extend({
  complete: z.boolean(),
  doubts: z.array(Doubt),
  /** The total the source declared; null where it declares none. */
  expected: z.int().nonnegative().nullable(),
  /** Listings in the answer, with those that were skipped. */
  received: z.int().nonnegative(),
  skipped: z.int().nonnegative(),
  /** Of the book that results. */
  digest: Digest,
  /** null for a partial look. */
  stats: Statistics.nullable(),
  /** Name of the answer; absent where the source kept none. */
  answer: AnswerName.optional(),
  /** Listings of the book that a collapsed or empty answer does not show: a second look that agrees says that they are gone. */
  missing: ListingIds.optional(),
});

/** The whole book. Forget what you knew. `delta` says what differs from the look before; null when there was none to compare with. */
export const BookKeyframed = defineFact(
  'book.keyframed.v1',
  Sighting.extend({
    listings: Columns,
    delta: z.object({ appeared: ListingIds, changed: ListingIds, gone: ListingIds }).nullable(),
    memory: Memory.optional(),
  }),
);
export type BookKeyframed = z.infer<typeof BookKeyframed>;

/** What differs from the look before. `gone` is all that is known: bought, withdrawn and hidden look the same from outside. */
export const BookChanged = defineFact('book.changed.v1', Sighting.extend({ appeared: Columns, changed: Columns, gone: ListingIds }));
export type BookChanged = z.infer<typeof BookChanged>;

/** Looked again, nothing new. */
export const BookConfirmed = defineFact('book.confirmed.v1', Sighting);
export type BookConfirmed = z.infer<typeof BookConfirmed>;

/**
 * Why a look saw nothing. `token-needed`: a person has to solve a captcha first; `maintenance`: the source says that it is closed for work;
 * `source-changed`: what we ask for is not there any more, so that somebody has to look at our side of it.
 */
export const BlindReason = z.enum([
  'blocked',
  'challenged',
  'throttled',
  'unreachable',
  'unreadable',
  'wrong-event',
  'token-needed',
  'maintenance',
  'source-changed',
]);
export type BlindReason = z.infer<typeof BlindReason>;

/** A look that saw nothing. The next sighting is a keyframe. */
export const CoverageLost = defineFact(
  'coverage.lost.v1',
  Look.extend({
    reason: BlindReason,
    /** `observedAt` of the first blind look in this row. */
    since: z.iso.datetime(),
    httpStatus: z.int().nullable(),
    /** Requests made in this look; 0 where none was allowed. */
    attempts: z.int().nonnegative(),
    /** For a person; never a secret. */
    detail: z.string(),
    memory: Memory.optional(),
  }),
);
export type CoverageLost = z.infer<typeof CoverageLost>;

export const BookFact = z.discriminatedUnion('type', [BookKeyframed, BookChanged, BookConfirmed, CoverageLost]);
export type BookFact = z.infer<typeof BookFact>;

/** How a look ended, as people read it: `complete`, `partial`, or why it was blind. */
export type Outcome = 'complete' | 'partial' | BlindReason;
export const outcomes: readonly Outcome[] = ['complete', 'partial', ...BlindReason.options];
export const outcomeOf = (fact: BookFact): Outcome =>
  fact.type === 'coverage.lost.v1' ? fact.data.reason : fact.data.complete ? 'complete' : 'partial';
