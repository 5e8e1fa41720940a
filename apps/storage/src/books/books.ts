import { Injectable } from '@nestjs/common';
import { bookName, type BookKey, type Listing } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import { Database } from '../database/database.js';
import { listingPlaceList } from '../listings/listing-columns.js';
import type { BookView } from './book-view.js';

type BookHead = {
  status: BookView['status'];
  sequence: number;
  observed_at: string;
  complete: boolean | null;
  digest: string | null;
  blind_since: string | null;
};

const listingColumns = ['listing_id as "listingId"', ...listingPlaceList.map(({ column, name }) => `${column} as "${name}"`)].join(', ');

/** Reads books from the tables; each answer is of one moment. Throws NOT_FOUND for a book that nobody had looked at. */
@Injectable()
export class Books {
  constructor(private readonly database: Database) {}

  live(key: BookKey): Promise<BookView> {
    return this.database.snapshot(async (query) => {
      const of = [key.source, key.eventId];
      const [head] = await query<BookHead>('select * from books where source = $1 and event_id = $2', of);
      const listings = await query<Listing>(
        `select ${listingColumns} from listings where source = $1 and event_id = $2 order by listing_id`,
        of,
      );
      return view(key, head, listings);
    });
  }

  at(key: BookKey, instant: string): Promise<BookView> {
    return this.database.snapshot(async (query) => {
      const of = [key.source, key.eventId, instant];
      const [head] = await query<BookHead>('select *, book_status_at(source, event_id, $3) as status from sweep_at($1, $2, $3)', of);
      const listings = await query<Listing>(`select ${listingColumns} from book_at($1, $2, $3) order by listing_id`, of);
      return view(key, head, listings);
    });
  }
}

const view = (key: BookKey, head: BookHead | undefined, listings: Listing[]): BookView => {
  if (!head) throw new AppError('NOT_FOUND', { detail: `nobody had looked at ${bookName(key)}` });
  const { status, sequence, observed_at: observedAt, complete, digest, blind_since: blindSince } = head;
  return { ...key, status, sequence, observedAt, complete, digest, blindSince, listings };
};
