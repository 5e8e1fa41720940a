import { bigintArray, booleanArray, textArray, timestampArray } from '../database/binary.js';
import type { Statement } from '../database/statement.js';
import { listingPlaceList } from './listing-columns.js';
import type { LiveChange, Presence } from './live-changes.js';

/** The statements that bring `listings` from before a batch to after it; at most one that empties books and one that changes them. */
export const writeListings = (changes: readonly LiveChange[]): Statement[] => {
  const opened = changes.filter(({ reset }) => reset);
  const touched = changes.flatMap(({ source, eventId, listings }) =>
    [...listings].map(([listingId, presence]) => ({ source, eventId, listingId, presence })),
  );
  return [...(opened.length > 0 ? [emptyBooks(opened)] : []), ...(touched.length > 0 ? [mergeListings(touched)] : [])];
};

const emptyBooks = (books: readonly LiveChange[]): Statement => ({
  name: 'empty-books',
  text: `
    delete from listings using unnest($1::text[], $2::text[]) as book(source, event_id)
    where listings.source = book.source and listings.event_id = book.event_id`,
  values: [textArray(books.map(({ source }) => source)), textArray(books.map(({ eventId }) => eventId))],
});

type Touched = { source: string; eventId: string; listingId: string; presence: Presence | null };

const columns = listingPlaceList.map(({ column }) => column);
const parameters = listingPlaceList.map(({ type }, index) => `$${index + 7}::${type}[]`);

const mergeText = `
  merge into listings using unnest(
    $1::text[], $2::text[], $3::text[], $4::boolean[], $5::timestamptz[], $6::timestamptz[], ${parameters.join(', ')}
  ) as now(source, event_id, listing_id, is_gone, appeared_at, changed_at, ${columns.join(', ')})
  on listings.source = now.source and listings.event_id = now.event_id and listings.listing_id = now.listing_id
  when matched and now.is_gone then delete
  when matched then update set
    first_seen_at = coalesce(now.appeared_at, listings.first_seen_at), changed_at = now.changed_at,
    ${columns.map((column) => `${column} = now.${column}`).join(', ')}
  when not matched and not now.is_gone then
    insert (source, event_id, listing_id, first_seen_at, changed_at, ${columns.join(', ')})
    values (now.source, now.event_id, now.listing_id, coalesce(now.appeared_at, now.changed_at), now.changed_at,
      ${columns.map((column) => `now.${column}`).join(', ')})`;

const mergeListings = (touched: readonly Touched[]): Statement => ({
  name: 'merge-listings',
  text: mergeText,
  values: valuesOf(touched, toldColumns(touched)),
});

/** Most columns are those of other sources. */
const toldColumns = (touched: readonly Touched[]): Set<string> => {
  const sheets = new Set(touched.map(({ presence }) => presence?.columns));
  return new Set([...sheets].flatMap((columns) => Object.keys(columns ?? {})));
};

const valuesOf = (touched: readonly Touched[], told: ReadonlySet<string>): unknown[] => [
  textArray(touched.map(({ source }) => source)),
  textArray(touched.map(({ eventId }) => eventId)),
  textArray(touched.map(({ listingId }) => listingId)),
  booleanArray(touched.map(({ presence }) => presence === null)),
  timestampArray(touched.map(({ presence }) => presence?.appearedAt ?? null)),
  timestampArray(touched.map(({ presence }) => presence?.changedAt ?? null)),
  ...listingPlaceList.map(({ name, type }) => {
    if (!told.has(name)) return null;
    const values = touched.map(({ presence }) => presence?.columns[name]?.[presence.index] ?? null);
    if (values.every((value) => value === null)) return null;
    return type === 'text' ? textArray(values as (string | null)[]) : bigintArray(values as (number | null)[]);
  }),
];
