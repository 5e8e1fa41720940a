import type { Listing } from '@tickettape/contracts';

/**
 * The listing among `gone` whose seats `appeared` probably offers under a new id: the only one in the same section and row with as many tickets and the same
 * remarks. null where there is none or more than one, and where no row is told, since then any seat is like another.
 */
export const probablyRelisted = (gone: Iterable<Listing>, appeared: Listing): Listing | null => {
  if (appeared.section === null || appeared.row === null) return null;
  const alike = [...gone].filter((listing) => areAlike(listing, appeared));
  return alike.length === 1 ? alike[0]! : null;
};

const seats = ['section', 'row', 'quantity', 'seats', 'notes', 'currency'] as const;

const areAlike = (one: Listing, other: Listing): boolean => seats.every((name) => one[name] === other[name]);
