import type { Pool } from 'pg';

export type BookRow = { book: string; status: string; sequence: number; digest: string | null; found: string };
export type SweepRow = { book: string; sequence: number; position: number; observedAt: Date; digest: string | null };
/** The book as `book_at()` tells it at one of its sweeps. */
export type PastRow = { book: string; sequence: number; status: string; found: string };
export type GapRow = { stream: string; position: number; reason: string };
export type PositionRow = { name: string; stream: string; position: number };

export type Tables = { books: BookRow[]; sweeps: SweepRow[]; past: PastRow[]; gaps: GapRow[]; positions: PositionRow[] };

const book = `source || '/' || event_id as book`;

/** All that the tables say, in one moment: nobody writes any more. */
export const readTables = async (pool: Pool): Promise<Tables> => {
  const rows = async <Row extends object>(text: string) => (await pool.query<Row>(text)).rows;
  return {
    books: await rows(`select ${book}, status, sequence::int, digest, book_digest(source, event_id) as found from books`),
    sweeps: await rows(`select ${book}, sequence::int, stream_seq::int as position, observed_at as "observedAt", digest from sweeps`),
    past: await rows(`
      select ${book}, sequence::int, book_status_at(source, event_id, observed_at) as status,
        (select digest_text(sum(listing_digest(l))) from book_at(source, event_id, observed_at) l) as found
      from sweeps`),
    gaps: await rows(`select stream, stream_seq::int as position, reason from gaps`),
    positions: await rows(`select name, stream, position::int from projections`),
  };
};
