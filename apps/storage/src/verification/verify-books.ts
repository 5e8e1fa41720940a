import type { JetStreamManager } from '@nats-io/jetstream';
import type { Database, Query } from '../database/database.js';
import { streamInfo } from '../projector/stream.js';
import { judgeBooks, type Difference, type TableBook } from './judge-books.js';
import { lastLooks, looksAt } from './tape-looks.js';

export type VerifiedBooks = {
  books: TableBook[];
  /** Stream sequence of the last message that was applied when the tables were read. */
  position: number;
  differing: Difference[];
};

/**
 * Compares the books in the tables of `schema` with the tape: what each row says against the message it comes from, and the digest of its listings
 * against the one that was told. The tables may go on meanwhile.
 */
export const verifyBooks = async (database: Database, jsm: JetStreamManager, schema: string): Promise<VerifiedBooks> => {
  // The tape comes first: what is applied meanwhile can only be more.
  const last = await lastLooks(jsm);
  const { state } = await streamInfo(jsm, 'BOOKS');
  const { books, position } = await database.snapshot((query) => readBooks(query, schema));
  const looks = new Map([...last.values()].map((look) => [look.position, look]));
  const places = books.flatMap(({ lookAt, sightAt }) => (sightAt === null ? [lookAt] : [lookAt, sightAt]));
  const others = [...new Set(places)].filter((place) => !looks.has(place) && place >= state.first_seq);
  for (const look of await looksAt(jsm, others)) looks.set(look.position, look);
  return { books, position, differing: judgeBooks(books, { position, firstSequence: state.first_seq, last, looks }) };
};

/** Milliseconds: a digest of every listing takes its time. */
const statementTimeoutMs = 600_000;

const readBooks = async (query: Query, schema: string): Promise<{ books: TableBook[]; position: number }> => {
  await query(`set local statement_timeout = ${statementTimeoutMs}`);
  const [stands] = await query<{ position: number }>(`select position from ${schema}.projections where name = 'books'`);
  const books = await query<TableBook>(`
    select source, event_id as "eventId", sequence, digest, ${schema}.book_digest(source, event_id) as found, stream_seq as "lookAt",
      (select look.stream_seq from ${schema}.sweeps look
        where look.source = book.source and look.event_id = book.event_id and look.observed_at = book.seen_at limit 1) as "sightAt"
    from ${schema}.books book`);
  return { books, position: stands?.position ?? 0 };
};
