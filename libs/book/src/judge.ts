import type { Memory } from '@tickettape/contracts';
import type { Book, SeenBook } from './book.js';
import type { Sighting } from './decide.js';
import { isEmpty, type Delta } from './diff.js';
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
const incredible = 0.03;
/** Nothing is said of how a book moves before it was looked at so often. */
const fewLooks = 8;
/** Below this share of moves a book is at rest, and standing still says nothing. */
const restShare = 0.25;
/** From this share of moves on no book returns to the very answer of an earlier look. */
const restlessShare = 0.5;
/** Two collapsed looks do not agree when more than this share of the second one was missing in the first. */
const largestReturn = 0.1;

/** `delta` is what the look changes if it is complete. */
export const judge = (sighting: Sighting, book: Book, delta: Delta): Judgement => {
  if (sighting.vouched) return 'sound';
  const empty = sighting.listings.length === 0;
  if (book.status === 'unseen') return judgeFirst(sighting, book.memory);
  if (empty) return book.listings.size > book.missing.size ? 'empty-answer' : 'sound';
  if (isCopy(sighting.answer, book.memory, book.frozen, isEmpty(delta))) return 'frozen-answer';
  if (book.listings.size >= fewListings && delta.gone.length === book.listings.size) return 'another-book';
  return isCollapseOf(book, delta, sighting.listings.length) ? 'collapsed' : 'sound';
};

/** After blindness only what the memory holds can be compared with. */
const judgeFirst = ({ listings, answer }: Sighting, memory: Memory): Judgement => {
  const { lost } = memory;
  if (listings.length === 0) return 'empty-answer';
  if (lost === null) return 'sound';
  if (isCopy(answer, memory, false, false)) return 'frozen-answer';
  const sample = new Set(lost.sample);
  if (lost.listings >= fewListings && !listings.some(({ listingId }) => sample.has(listingId))) return 'another-book';
  return isCollapse(lost.listings - listings.length, lost.listings) ? 'collapsed' : 'sound';
};

/** What was missing in the collapsed look before is expected to be missing again, so only the rest counts, unless much of it has come back. */
const isCollapseOf = ({ listings, missing }: SeenBook, { gone }: Delta, shown: number): boolean => {
  const missingAgain = missing.size === 0 ? 0 : gone.filter((listingId) => missing.has(listingId)).length;
  const agrees = missing.size - missingAgain <= largestReturn * shown;
  return agrees ? isCollapse(gone.length - missingAgain, listings.size - missing.size) : isCollapse(gone.length, listings.size);
};

const isCollapse = (missing: number, known: number): boolean => missing >= fewListings && missing > largestLoss * known;

const isCopy = (answer: string | undefined, memory: Memory, frozen: boolean, unchanged: boolean): boolean => {
  if (answer === undefined || memory.looks < fewLooks) return false;
  const share = moveShare(memory);
  if (frozen && answer === memory.last) return share >= restShare;
  if (answer === memory.answers.at(-1)) return share >= restShare && (1 - share) ** (memory.still + 1) < incredible;
  return !unchanged && share >= restlessShare && memory.answers.includes(answer);
};
