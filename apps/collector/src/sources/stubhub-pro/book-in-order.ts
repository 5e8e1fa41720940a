import type { Listings } from '@tickettape/book';
import type { Listing } from '@tickettape/contracts';
import type { Mapped } from '../sighting.js';
import { isRecord, mapListing, type Item } from './mapper.js';
import { isIdOf, readsAs } from './reads-as.js';

/** How far ahead the listing of an item is searched: more than go at once from one place of a book. */
const stepsAhead = 16;

/**
 * A book as it was seen last, walked side by side with the items of an answer: the source keeps its order from answer to answer (recorded in 2017
 * and 2023), so an item is mapped only where it does not read as the listing that stood there.
 */
export class BookInOrder {
  private readonly listings: readonly Listing[];
  private at = 0;

  constructor(book: Listings) {
    this.listings = [...book.values()];
  }

  read(item: unknown): Mapped {
    const listing = isRecord(item) ? this.listingOf(item['listingId']) : null;
    return listing !== null && readsAs(item as Item, listing) ? { kind: 'listing', listing } : mapListing(item);
  }

  /** null where the listing is not near. */
  private listingOf(id: unknown): Listing | null {
    const last = Math.min(this.listings.length, this.at + stepsAhead);
    for (let place = this.at; place < last; place += 1) {
      if (!isIdOf(id, this.listings[place]!.listingId)) continue;
      this.at = place + 1;
      return this.listings[place]!;
    }
    return null;
  }
}
