import { z } from 'zod';
import { listingColumnNames, listingColumns, type ColumnKind, type Listing, type ListingColumn } from './listing.js';

type Always = { [C in ListingColumn]: (typeof listingColumns)[C]['presence'] extends 'always' ? C : never }[ListingColumn];
type Maybe = Exclude<ListingColumn, Always>;

/** Listings column by column: a fifth of the bytes and of the CPU of objects; all columns have the same length. */
export type Columns = { listingId: string[] } & { [C in Always]: Listing[C][] } & { [C in Maybe]?: Listing[C][] };

const controls = /[\u0000-\u001f\u007f]/;

/** Text that JSON, UTF-8 and PostgreSQL hold alike: no control characters, and no lone surrogates, which UTF-8 would make equal. */
const isText = (value: unknown): value is string => typeof value === 'string' && value.isWellFormed() && !controls.test(value);

const accepts: Record<ColumnKind, (value: unknown) => boolean> = {
  text: isText,
  count: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
  money: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
  currency: (value) => typeof value === 'string' && /^[A-Z]{3}$/.test(value),
};

const isId = (value: unknown): boolean => isText(value) && value !== '';

const isColumn = (column: unknown, length: number, kind: ColumnKind): boolean =>
  Array.isArray(column) && column.length === length && column.every((value) => value === null || accepts[kind](value));

/** One predicate instead of a schema per cell: about thirty times faster on a book of 1,500 listings (docs/benchmarks.md). */
export const isColumns = (value: unknown): value is Columns => {
  if (typeof value !== 'object' || value === null) return false;
  const columns = value as Record<string, unknown>;
  const ids = columns['listingId'];
  if (!Array.isArray(ids) || !ids.every(isId) || new Set(ids).size !== ids.length) return false;
  return listingColumnNames.every((name) => {
    const { kind, presence } = listingColumns[name];
    return columns[name] === undefined ? presence === 'maybe' : isColumn(columns[name], ids.length, kind);
  });
};

const jsonType = { text: 'string', currency: 'string', count: 'integer', money: 'integer' } as const;

/** The JSON Schema of `Columns`, for the generated reference: the predicate above cannot be read by a machine. */
export const columnsJsonSchema = {
  type: 'object',
  required: ['listingId', ...listingColumnNames.filter((name) => listingColumns[name].presence === 'always')],
  properties: {
    listingId: { type: 'array', items: { type: 'string', minLength: 1 } },
    ...Object.fromEntries(
      listingColumnNames.map((name) => [name, { type: 'array', items: { type: [jsonType[listingColumns[name].kind], 'null'] } }]),
    ),
  },
} as const;

export const Columns = z
  .custom<Columns>(isColumns, 'must be columns of equal length with unique listing ids')
  .meta({ id: 'Columns', description: 'Listings column by column; all columns have the same length' });

/** Columns of `listings`; a `maybe` column that no listing has is left out. */
export const columnsOf = (listings: readonly Listing[]): Columns => {
  const columns: Record<string, unknown[]> = { listingId: listings.map(({ listingId }) => listingId) };
  for (const name of listingColumnNames) {
    const column = listings.map((listing) => listing[name]);
    if (listingColumns[name].presence === 'always' || column.some((value) => value !== null)) columns[name] = column;
  }
  return columns as Columns;
};

/** The listings of `columns`; a column that is left out is null in every listing. */
export const listingsOf = (columns: Columns): Listing[] =>
  columns.listingId.map((listingId, index) => {
    const listing: Record<string, unknown> = { listingId };
    for (const name of listingColumnNames) listing[name] = columns[name]?.[index] ?? null;
    return listing as Listing;
  });
