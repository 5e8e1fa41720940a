import { BookFact, bookName } from '@tickettape/contracts';
import type { Gap } from '../gaps/gap.js';
import type { Projection, Recorded } from '../projector/projection.js';
import { divertOlder, olderGaps } from '../retention/divert-older.js';
import { readKeptSince } from '../retention/kept-since.js';
import { forgetKeptSweeps, lastKeyframes } from '../sweeps/forget-kept-sweeps.js';
import { insertSweeps } from '../sweeps/insert-sweep.js';
import { sweepRow } from '../sweeps/sweep-row.js';
import { bookRows, upsertBooks } from './book-row.js';
import { placeFact, type KnownBook, type PlacedFact } from './place-fact.js';

type KnownRow = { source: string; event_id: string; sequence: string } & Pick<KnownBook, 'status' | 'whole'>;

/** Every book, and since when `sweeps` is whole; null where nothing was ever dropped. */
class KnownBooks extends Map<string, KnownBook> {
  keptSince: string | null = null;
}

/** The stream BOOKS in two tables: every look in `sweeps`, and where each book stands in `books`. The live books are a view of both. */
export const booksProjection: Projection<BookFact, KnownBook> = {
  name: 'books',
  version: 4,
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
    const keyframes = lastKeyframes(fresh);
    const rows = (looks: readonly Placed[]) => looks.map(({ fact, placement, position }) => sweepRow(fact, placement, position));
    const statements = [
      ...insertSweeps(rows(kept)),
      ...insertSweeps(rows(older.filter(({ fact }) => isStoodOn(fact, keyframes))), 'kept_sweeps'),
      ...forgetKeptSweeps([...keyframes.values()]),
      ...(fresh.length > 0 ? [upsertBooks(bookRows(fresh))] : []),
    ];
    return { statements, gaps: [...placed.flatMap(missingLooks), ...olderGaps(older, keptSince)], known: books };
  },
};

/** Whether the live book may be made of it: no later keyframe of the batch takes its place. */
const isStoodOn = ({ data }: BookFact, keyframes: ReadonlyMap<string, BookFact['data']>): boolean =>
  data.sequence >= (keyframes.get(bookName(data))?.sequence ?? 0);

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
