import type { Memory } from '@tickettape/contracts';
import type { Book, SeenBook } from './book.js';
import type { Sighting } from './decide.js';
import type { Delta } from './diff.js';
import { moveShare } from './memory.js';

/** What a look is worth beside the book it is a look at, whatever its answer says of itself (docs/adr/0006). */
export type Judgement =
  | 'sound'
  /** Nothing is shown where something was, or where nobody has looked: the second such look in a row is sound. */
  | 'empty-answer'
  /** Most of what was there is not shown: the second such look in a row is sound. */
  | 'collapsed'
  /** A copy of an earlier answer: it shows the book as of an unknown time. */
  | 'frozen-answer'
  /** Not one listing of the book is shown, but others are. */
  | 'another-book';

/** Fewer listings than these go and come in the time between two looks. */
const fewListings = 10;
/**
 * A book may lose this share between two looks. A recorded market of 2023 lost 58 % in five minutes, an hour before its event, and 36 % in 75
 * minutes; a source that falls back to a first page of 100, as one of 2017 did, hides 62 % of a book of 261.
 */
const largestLoss = 0.6;

/** A chance below this is no chance. */
const incredible = 0.01;
/** Below this share of moves a book is at rest, and standing still says nothing. */
const restShare = 0.25;
/** From this share of moves on, a return to an earlier answer is a copy of it, if it undoes this many changes at once. */
const restlessShare = 0.5;
const undoneAtOnce = 3;

/** `delta` is what the look changes if it is complete. */
export const judge = (sighting: Sighting, book: Book, delta: Delta): Judgement => {
  const empty = sighting.listings.length === 0;
  if (book.status === 'unseen') return judgeFirst(sighting.listings, book.memory);
  const known = book.listings.size - book.missing.size;
  if (empty) return known > 0 ? 'empty-answer' : 'sound';
  if (isCopy(sighting.answer, book, delta)) return 'frozen-answer';
  if (book.listings.size >= fewListings && delta.gone.length === book.listings.size) return 'another-book';
  return isCollapse(missingAnew(book, delta), known) ? 'collapsed' : 'sound';
};

/** After blindness only what the memory holds can be compared with. */
const judgeFirst = (listings: Sighting['listings'], { lost }: Memory): Judgement => {
  if (listings.length === 0) return 'empty-answer';
  if (lost === null) return 'sound';
  const sample = new Set(lost.sample);
  if (lost.listings >= fewListings && !listings.some(({ listingId }) => sample.has(listingId))) return 'another-book';
  return isCollapse(lost.listings - listings.length, lost.listings) ? 'collapsed' : 'sound';
};

/** What was missing in the collapsed look before is expected to be missing, so only the rest counts. */
const missingAnew = ({ missing }: SeenBook, { gone }: Delta): number =>
  missing.size === 0 ? gone.length : gone.filter((listingId) => !missing.has(listingId)).length;

const isCollapse = (missing: number, known: number): boolean => missing >= fewListings && missing > largestLoss * known;

const isCopy = (answer: string | undefined, { memory, frozen }: SeenBook, delta: Delta): boolean => {
  if (answer === undefined) return false;
  const share = moveShare(memory);
  if (answer === memory.answers.at(-1)) return share >= restShare && (frozen || (1 - share) ** (memory.still + 1) < incredible);
  const undone = delta.appeared.length + delta.changed.length + delta.gone.length;
  return share >= restlessShare && undone >= undoneAtOnce && memory.answers.includes(answer);
};
