import { BookFact, bookName } from '@tickettape/contracts';
import type { Gap } from '../gaps/gap.js';
import { liveChanges } from '../listings/live-changes.js';
import { writeListings } from '../listings/write-listings.js';
import type { Projection, Recorded } from '../projector/projection.js';
import { divertOlder, olderGaps } from '../retention/divert-older.js';
import { readKeptSince } from '../retention/kept-since.js';
import { insertSweeps } from '../sweeps/insert-sweep.js';
import { sweepRow } from '../sweeps/sweep-row.js';
import { bookRows, upsertBooks } from './book-row.js';
import { placeFact, type KnownBook, type PlacedFact } from './place-fact.js';

type KnownRow = { source: string; event_id: string; sequence: string } & Pick<KnownBook, 'status' | 'whole'>;

/** Every book, and since when `sweeps` is whole; null where nothing was ever dropped. */
class KnownBooks extends Map<string, KnownBook> {
  keptSince: string | null = null;
}

/** The stream BOOKS in three tables: every look in `sweeps`, the live books in `listings`, and where each book stands in `books`. */
export const booksProjection: Projection<BookFact, KnownBook> = {
  name: 'books',
  version: 2,
  stream: 'BOOKS',
  schema: BookFact,

  async load(writer) {
    const rows = await writer.query<KnownRow>('select source, event_id, sequence, status, whole from books');
    const books = new KnownBooks(
      rows.map(({ source, event_id: eventId, sequence, status, whole }) => [
        bookName({ source, eventId }),
        { sequence: Number(sequence), status, whole },
      ]),
    );
    books.keptSince = await readKeptSince(writer);
    return books;
  },

  project(batch, known) {
    const { placed, books } = placeAll(batch, known);
    const fresh = placed.filter(({ placement }) => placement !== 'repeated');
    const keptSince = known instanceof KnownBooks ? known.keptSince : null;
    const { kept, older } = divertOlder(fresh, keptSince);
    const statements = [
      ...writeListings(liveChanges(fresh)),
      ...insertSweeps(kept.map(({ fact, placement, position }) => sweepRow(fact, placement, position))),
      ...(fresh.length > 0 ? [upsertBooks(bookRows(fresh))] : []),
    ];
    return { statements, gaps: [...placed.flatMap(missingLooks), ...olderGaps(older, keptSince)], known: books };
  },
};

type Placed = Recorded<BookFact> & PlacedFact;

const placeAll = (batch: readonly Recorded<BookFact>[], known: ReadonlyMap<string, KnownBook>) => {
  const books = new Map<string, KnownBook>();
  const placed = batch.map((recorded): Placed => {
    const name = bookName(recorded.fact.data);
    const place = placeFact(recorded.fact, books.get(name) ?? known.get(name));
    books.set(name, place.book);
    return { ...recorded, ...place };
  });
  return { placed, books };
};

const missingLooks = ({ missing, position, subject, storedAt }: Placed): Gap[] => {
  if (missing === null) return [];
  const looks = missing.from === missing.to ? `look ${missing.from} is` : `looks ${missing.from} to ${missing.to} are`;
  return [{ stream: 'BOOKS', position, subject, reason: 'looks-missing', detail: `${looks} missing before this one`, at: storedAt }];
};
