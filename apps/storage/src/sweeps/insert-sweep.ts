import { textArray, timestamp } from '../database/binary.js';
import type { Statement } from '../database/statement.js';
import { arraysOf, cellsOf } from '../listings/listing-arrays.js';
import { listingPlaceList } from '../listings/listing-columns.js';
import type { SweepRow } from './sweep-row.js';

type Part = { columns: readonly string[]; values: (row: SweepRow) => unknown[] };

const look: Part = {
  columns: ['source', 'event_id', 'observed_at', 'sequence', 'stream_seq', 'kind', 'outcome', 'complete'],
  values: (row) => [row.source, row.eventId, timestamp(row.observedAt), row.sequence, row.position, row.kind, row.outcome, row.complete],
};

const sighting: Part = {
  columns: ['doubts', 'expected', 'received', 'skipped', 'digest', 'missing'],
  values: ({ sighting: told }) => [
    told && textArray(told.doubts),
    told?.expected,
    told?.received,
    told?.skipped,
    told?.digest,
    told?.missing && textArray(told.missing),
  ],
};

const statistics: Part = {
  columns: ['listings', 'tickets', 'currency', 'min', 'p10', 'median', 'mean', 'max'],
  values: ({ stats }) => [stats?.listings, stats?.tickets, stats?.currency, stats?.min, stats?.p10, stats?.median, stats?.mean, stats?.max],
};

const blindness: Part = {
  columns: ['blind_since', 'http_status', 'attempts', 'detail'],
  values: ({ blindness: told }) => [told && timestamp(told.since), told?.httpStatus, told?.attempts, told?.detail],
};

const change: Part = {
  columns: ['appeared', 'changed', 'gone', 'listing_ids', ...listingPlaceList.flatMap(arraysOf)],
  values: ({ change: { appeared, changed, gone, listings } }) => [
    appeared,
    changed,
    gone && textArray(gone),
    listings && textArray(listings.listingId),
    ...listingPlaceList.flatMap(({ name, type }) => cellsOf(type, listings?.[name])),
  ],
};

const parts = [look, sighting, statistics, blindness, change];
const columns = parts.flatMap((part) => part.columns);

/** Rows in one statement: most of the cost of a row is that of its statement. */
const rowsPerStatement = 16;

/** What is not told is null in the row. */
export const insertSweeps = (rows: readonly SweepRow[], table: SweepTable = 'sweeps'): Statement[] => {
  const full = Math.floor(rows.length / rowsPerStatement);
  const bundles = Array.from({ length: full }, (_, index) => rows.slice(index * rowsPerStatement, (index + 1) * rowsPerStatement));
  const rest = rows.slice(full * rowsPerStatement);
  return [...bundles, ...rest.map((row) => [row])].map((bundle) => inserting(table, bundle));
};

/** `kept_sweeps` has what is too old for `sweeps`. */
type SweepTable = 'sweeps' | 'kept_sweeps';

/** A statement for so many rows, prepared once. */
const inserting = (table: SweepTable, rows: readonly SweepRow[]): Statement => ({
  name: `insert-${rows.length}-${table}`,
  text: (texts[`${rows.length} ${table}`] ??= insertText(table, rows.length)),
  values: rows.flatMap((row) => parts.flatMap((part) => part.values(row))),
});

const texts: Record<string, string> = {};

const insertText = (table: SweepTable, count: number): string => {
  const rowText = (row: number) => `(${columns.map((_, column) => `$${row * columns.length + column + 1}`).join(', ')})`;
  return `insert into ${table} (${columns.join(', ')}) values ${Array.from({ length: count }, (_, row) => rowText(row)).join(', ')}`;
};
