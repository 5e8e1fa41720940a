import { BookFact, bookName } from '@tickettape/contracts';
import type { Gap } from '../gaps/gap.js';
import { liveChanges } from '../listings/live-changes.js';
import { writeListings } from '../listings/write-listings.js';
import type { Projection, Recorded } from '../projector/projection.js';
import { insertSweep } from '../sweeps/insert-sweep.js';
import { sweepRow } from '../sweeps/sweep-row.js';
import { bookRows, upsertBooks } from './book-row.js';
import { placeFact, type KnownBook, type PlacedFact } from './place-fact.js';

type KnownRow = { source: string; event_id: string; sequence: string } & Pick<KnownBook, 'status' | 'whole'>;

/** The stream BOOKS in three tables: every look in `sweeps`, the live books in `listings`, and where each book stands in `books`. */
export const booksProjection: Projection<BookFact, KnownBook> = {
  name: 'books',
  version: 1,
  stream: 'BOOKS',
  schema: BookFact,

  async load(writer) {
    const rows = await writer.query<KnownRow>('select source, event_id, sequence, status, whole from books');
    return new Map(
      rows.map(({ source, event_id: eventId, sequence, status, whole }) => [
        bookName({ source, eventId }),
        { sequence: Number(sequence), status, whole },
      ]),
    );
  },

  project(batch, known) {
    const { placed, books } = placeAll(batch, known);
    const fresh = placed.filter(({ placement }) => placement !== 'repeated');
    const statements = [
      ...writeListings(liveChanges(fresh)),
      ...fresh.map(({ fact, placement, position }) => insertSweep(sweepRow(fact, placement, position))),
      ...(fresh.length > 0 ? [upsertBooks(bookRows(fresh))] : []),
    ];
    return { statements, gaps: placed.flatMap(missingLooks), known: books };
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
