import type { BookFact } from '@tickettape/contracts';

/** What must be known of a book to place its next fact; its listings stay in the table. */
export type KnownBook = {
  sequence: number;
  status: 'seen' | 'unseen';
  /** Whether a complete look was taken since the book came in sight; before that nothing can appear or be gone. */
  whole: boolean;
};

/**
 * How a fact meets the book as it is.
 * `repeated`: met before. `opening`: all listings, nothing to compare with. `following`: what differs from the look before.
 * `gathering`: what a partial look adds to a book that no complete look has shown yet. `blind`: nothing was seen.
 * `unplaced`: says what differs from a look that is not known.
 */
export type Placement = 'repeated' | 'opening' | 'following' | 'gathering' | 'blind' | 'unplaced';

export type PlacedFact = {
  placement: Placement;
  /** Looks that the tape left out before this one, or null. */
  missing: { from: number; to: number } | null;
  book: KnownBook;
};

const unknownBook: KnownBook = { sequence: 0, status: 'unseen', whole: false };

/** The same rules as `evolve` of libs/book, without the listings. */
export const placeFact = (fact: BookFact, before: KnownBook = unknownBook): PlacedFact => {
  const { sequence } = fact.data;
  if (sequence <= before.sequence) return { placement: 'repeated', missing: null, book: before };

  const placement = placementOf(fact, before);
  const missing = sequence === before.sequence + 1 ? null : { from: before.sequence + 1, to: sequence - 1 };
  const status = placement === 'blind' || placement === 'unplaced' ? 'unseen' : 'seen';
  return { placement, missing, book: { sequence, status, whole: status === 'seen' && isWhole(fact, before) } };
};

const placementOf = (fact: BookFact, before: KnownBook): Exclude<Placement, 'repeated'> => {
  if (fact.type === 'coverage.lost.v1') return 'blind';
  const follows = before.status === 'seen' && fact.data.sequence === before.sequence + 1;
  if (fact.type === 'book.keyframed.v1') return follows && fact.data.delta !== null ? 'following' : 'opening';
  if (!follows) return 'unplaced';
  return before.whole ? 'following' : 'gathering';
};

/** A keyframe that says what differs from the look before was taken of a book that was whole. */
const isWhole = ({ type, data }: BookFact, before: KnownBook): boolean =>
  type === 'book.keyframed.v1' ? data.complete || data.delta !== null : before.whole;
