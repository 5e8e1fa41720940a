import type { Listings } from '@tickettape/book';
import type { Listing } from '@tickettape/contracts';
import type { Mapped } from '../sighting.js';
import type { Answer } from './answer.js';
import { isRecord, mapListing, type Item } from './mapper.js';
import { isIdOf, readsAs } from './reads-as.js';

/** How far ahead the listing of an item is searched: more than go at once from one place of a book. */
const stepsAhead = 16;

/**
 * The items of an answer, walked side by side with the book as it was seen last: the source keeps its order from answer to answer (recorded in 2017
 * and 2023), so an item is mapped only where it is not recalled and does not read as the listing that stood there.
 */
export const mapItems = ({ items, recalled }: Pick<Answer, 'items' | 'recalled'>, known: Listings): Mapped[] => {
  const book = [...known.values()];
  const mapped: Mapped[] = [];
  for (let index = 0, at = 0; index < items.length; index += 1) {
    const item = items[index];
    const same = recalled[index]!;
    const place = same === null ? placeOf(item, book, at) : book[at] === same ? at : -1;
    if (place >= 0) at = place + 1;
    const listing = same ?? (place >= 0 && readsAs(item as Item, book[place]!) ? book[place]! : null);
    mapped.push(listing === null ? mapListing(item) : { kind: 'listing', listing });
  }
  return mapped;
};

/** Where in the book the listing of an item stands; -1 where it is not near `from`. */
const placeOf = (item: unknown, book: readonly Listing[], from: number): number => {
  if (!isRecord(item)) return -1;
  const last = Math.min(book.length, from + stepsAhead);
  for (let place = from; place < last; place += 1) if (isIdOf(item['listingId'], book[place]!.listingId)) return place;
  return -1;
};
