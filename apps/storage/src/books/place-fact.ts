import type { BookFact } from '@tickettape/contracts';

/** What must be known of a book to place its next fact; its listings stay in the table. */
export type KnownBook = { sequence: number; status: 'seen' | 'unseen' };

/**
 * How a fact meets the book as it is.
 * `repeated`: met before. `opening`: the whole book, nothing to compare with. `following`: what differs from the look before.
 * `blind`: nothing was seen. `unplaced`: says what differs from a look that is not known.
 */
export type Placement = 'repeated' | 'opening' | 'following' | 'blind' | 'unplaced';

export type PlacedFact = {
  placement: Placement;
  /** Looks that the tape left out before this one, or null. */
  missing: { from: number; to: number } | null;
  book: KnownBook;
};

const unknownBook: KnownBook = { sequence: 0, status: 'unseen' };

/** The same rules as `evolve` of libs/book, without the listings. */
export const placeFact = (fact: BookFact, before: KnownBook = unknownBook): PlacedFact => {
  const { sequence } = fact.data;
  if (sequence <= before.sequence) return { placement: 'repeated', missing: null, book: before };

  const placement = placementOf(fact, before);
  const missing = sequence === before.sequence + 1 ? null : { from: before.sequence + 1, to: sequence - 1 };
  const status = placement === 'opening' || placement === 'following' ? 'seen' : 'unseen';
  return { placement, missing, book: { sequence, status } };
};

const placementOf = (fact: BookFact, before: KnownBook): Exclude<Placement, 'repeated'> => {
  if (fact.type === 'coverage.lost.v1') return 'blind';
  const follows = before.status === 'seen' && fact.data.sequence === before.sequence + 1;
  if (fact.type === 'book.keyframed.v1') return follows && fact.data.delta !== null ? 'following' : 'opening';
  return follows ? 'following' : 'unplaced';
};
