import type { Objection } from '@tickettape/admin-answers';
import type { JetStreamManager } from '@nats-io/jetstream';
import { bookName, type BookKey } from '@tickettape/contracts';
import type { Database, Query } from '../database/database.js';
import type { TableBook } from '../verification/judge-books.js';
import { verifyBooks, type VerifiedBooks } from '../verification/verify-books.js';
import { findForeignViews } from './foreign-views.js';
import { objectionsTo } from './objections.js';
import { liveSchema } from './schema-names.js';
import { readStandings, type Standing } from './standing.js';

export type DifferingBook = BookKey & { sequence: number; live: string; rebuild: string };

export type TableRows = { table: string; live: number; rebuild: number };

export type ComparedTables = {
  live: VerifiedBooks;
  rebuild: VerifiedBooks;
  /** Books at the same look whose listings are not the same. */
  differing: DifferingBook[];
  rows: TableRows[];
  foreignViews: string[];
  objections: Objection[];
};

/** Holds the rebuild and the live tables against the tape, and against each other. Both may go on meanwhile. */
export const compareTables = async (database: Database, jsm: JetStreamManager, schema: string, ready: boolean): Promise<ComparedTables> => {
  const live = await verifyBooks(database, jsm, liveSchema);
  const rebuild = await verifyBooks(database, jsm, schema);
  const { rows, looks, streams, foreignViews } = await database.snapshot((query) => readBoth(query, schema));
  const facts = { ready, mismatches: rebuild.differing.length, foreignViews, streams, looks };
  return { live, rebuild, differing: differingBooks(live.books, rebuild.books), rows, foreignViews, objections: objectionsTo(facts) };
};

/** Books at different looks are held against the tape only. */
export const differingBooks = (live: readonly TableBook[], rebuild: readonly TableBook[]): DifferingBook[] => {
  const rebuilt = new Map(rebuild.map((book) => [bookName(book), book]));
  return live.flatMap((book) => {
    const other = rebuilt.get(bookName(book));
    if (!other || other.sequence !== book.sequence || other.found === book.found) return [];
    const { source, eventId, sequence, found } = book;
    return [{ source, eventId, sequence, live: found, rebuild: other.found }];
  });
};

const tables = ['events', 'sweeps', 'books', 'watches', 'alerts', 'watch_blindness', 'deliveries', 'messages', 'gaps'] as const;

/** Milliseconds: counting every look takes its time. */
const statementTimeoutMs = 600_000;

const readBoth = async (query: Query, schema: string) => {
  await query(`set local statement_timeout = ${statementTimeoutMs}`);
  const [live, rebuild] = [await readStandings(query, liveSchema), await readStandings(query, schema)];
  const common = Math.min(positionOf(live, 'books'), positionOf(rebuild, 'books'));
  const rows: TableRows[] = [];
  for (const table of tables) {
    const count = (of: string) => `(select count(*) from ${of}.${table} ${table === 'sweeps' ? `where stream_seq <= ${common}` : ''})`;
    const [counted] = await query<TableRows>(`select '${table}' as table, ${count(liveSchema)} as live, ${count(schema)} as rebuild`);
    rows.push(counted!);
  }
  const looks = rows.find(({ table }) => table === 'sweeps')!;
  return { rows, looks, streams: streamsOf(live, rebuild), foreignViews: await findForeignViews(query, liveSchema, schema) };
};

const positionOf = (standings: readonly Standing[], name: string): number =>
  standings.find((standing) => standing.name === name)?.position ?? 0;

const streamsOf = (live: readonly Standing[], rebuild: readonly Standing[]) =>
  live.flatMap(({ name, streamCreated }) => {
    const other = rebuild.find((standing) => standing.name === name);
    return other ? [{ live: streamCreated, rebuild: other.streamCreated }] : [];
  });
