import type { Book } from '@tickettape/book';
import { listingColumnNames, type BookFact, type BookKey, type Listing } from '@tickettape/contracts';
import type { Pool } from 'pg';
import { expect } from 'vitest';
import { booksOf, factsOf } from './facts.js';
import type { Tape } from '@tickettape/jetstream';

/** A row of `listings` or of `book_at()` as a listing of the contracts. */
export const listingOfRow = (row: Record<string, unknown>): Listing => {
  const listing: Record<string, unknown> = { listingId: row['listing_id'] };
  for (const name of listingColumnNames)
    listing[name] = valueOf(row[name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)], name);
  return listing as Listing;
};

const numbers = new Set<string>(['quantity', 'allInPrice', 'listPrice', 'netProceeds', 'faceValue']);
const valueOf = (value: unknown, name: string): unknown =>
  value === null || value === undefined ? null : numbers.has(name) ? Number(value) : value;

export const liveListings = async (pool: Pool, { source, eventId }: BookKey): Promise<Map<string, Listing>> => {
  const { rows } = await pool.query('select * from listings where source = $1 and event_id = $2', [source, eventId]);
  return byId(rows);
};

export const bookAt = async (pool: Pool, { source, eventId }: BookKey, instant: string): Promise<Map<string, Listing>> => {
  const { rows } = await pool.query('select * from book_at($1, $2, $3)', [source, eventId, instant]);
  return byId(rows);
};

const byId = (rows: Record<string, unknown>[]) => new Map(rows.map(listingOfRow).map((listing) => [listing.listingId, listing]));

/** Waits for nothing: says whether every projection stands at the end of its stream. */
export const isCaughtUp = async (tape: Tape, pool: Pool): Promise<boolean> => {
  const { rows } = await pool.query<{ stream: string; position: string }>('select stream, position from projections');
  const lags = rows.map(async ({ stream, position }) => (await tape.jsm.streams.info(stream)).state.last_seq - Number(position));
  return rows.length > 0 && (await Promise.all(lags)).every((lag) => lag <= 0);
};

/** The tables equal the fold of the tape: every book, every look exactly once, every alert exactly once. */
export const expectTablesToEqualTape = async (tape: Tape, pool: Pool): Promise<void> => {
  const books = await booksOf(tape);
  for (const { key, book, facts } of books.values()) await expectBookToEqualTape(pool, key, book, facts);
  const { rows } = await pool.query<{ count: string }>('select count(*) from sweeps');
  expect(Number(rows[0]!.count)).toBe([...books.values()].reduce((sum, { facts }) => sum + distinct(facts), 0));

  const opened = (await factsOf(tape, 'ALERTS')).filter((fact) => fact.type === 'alert.opened.v1');
  const alerts = await pool.query<{ alert_id: string }>('select alert_id from alerts order by alert_id');
  expect(alerts.rows.map(({ alert_id }) => alert_id)).toEqual(opened.map(({ data }) => data.alertId).toSorted());
};

const distinct = (facts: readonly BookFact[]): number => new Set(facts.map(({ data }) => data.sequence)).size;

const expectBookToEqualTape = async (pool: Pool, key: BookKey, book: Book, facts: readonly BookFact[]): Promise<void> => {
  const { rows } = await pool.query('select status, sequence from books where source = $1 and event_id = $2', [key.source, key.eventId]);
  expect(rows.map((row) => [row.status, Number(row.sequence)])).toEqual([[book.status, book.sequence]]);
  if (book.status === 'seen') expect(await liveListings(pool, key)).toEqual(new Map(book.listings));
  const looks = await pool.query<{ sequence: string }>(
    'select sequence from sweeps where source = $1 and event_id = $2 order by sequence',
    [key.source, key.eventId],
  );
  expect(looks.rows.map(({ sequence }) => Number(sequence))).toEqual(
    [...new Set(facts.map(({ data }) => data.sequence))].toSorted((a, b) => a - b),
  );
};
