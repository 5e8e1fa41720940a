import { bookName, type BookFact } from '@tickettape/contracts';
import { bigintArray, booleanArray, textArray, timestampArray } from '../database/binary.js';
import type { Statement } from '../database/statement.js';
import type { KnownBook, Placement } from './place-fact.js';

/** What a batch leaves of one row of `books`. */
export type BookRow = {
  source: string;
  eventId: string;
  status: 'seen' | 'unseen';
  sequence: number;
  observedAt: string;
  position: number;
  blindSince: string | null;
  whole: boolean;
  /** The last look that went into `listings`; null where none of the batch did, and what was told before stands. */
  told: { digest: string; complete: boolean; seenAt: string } | null;
};

type Placed = { fact: BookFact; placement: Placement; position: number; book: KnownBook };

/** The rows that facts in order leave, one per book; repeated ones leave nothing. */
export const bookRows = (placed: readonly Placed[]): BookRow[] => {
  const rows = new Map<string, BookRow>();
  for (const { fact, placement, position, book } of placed) {
    if (placement === 'repeated') continue;
    const name = bookName(fact.data);
    rows.set(name, { ...lookOf(fact, position), ...book, ...sightOf(fact, placement, rows.get(name)?.told ?? null) });
  }
  return [...rows.values()];
};

const lookOf = ({ data: { source, eventId, observedAt } }: BookFact, position: number) => ({ source, eventId, observedAt, position });

const sightOf = (fact: BookFact, placement: Placement, toldBefore: BookRow['told']): Pick<BookRow, 'blindSince' | 'told'> => {
  if (fact.type === 'coverage.lost.v1') return { blindSince: fact.data.since, told: toldBefore };
  const { observedAt: seenAt, digest, complete } = fact.data;
  return placement === 'unplaced' ? { blindSince: seenAt, told: toldBefore } : { blindSince: null, told: { digest, complete, seenAt } };
};

export const upsertBooks = (rows: readonly BookRow[]): Statement => ({
  name: 'upsert-books',
  text: `
    insert into books as book (source, event_id, status, sequence, observed_at, stream_seq, blind_since, whole, digest, complete, seen_at)
    select * from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::timestamptz[], $6::bigint[], $7::timestamptz[],
      $8::boolean[], $9::text[], $10::boolean[], $11::timestamptz[])
    on conflict (source, event_id) do update set
      status = excluded.status, sequence = excluded.sequence, observed_at = excluded.observed_at, stream_seq = excluded.stream_seq,
      blind_since = excluded.blind_since, whole = excluded.whole, digest = coalesce(excluded.digest, book.digest),
      complete = coalesce(excluded.complete, book.complete), seen_at = coalesce(excluded.seen_at, book.seen_at)`,
  values: [
    textArray(rows.map(({ source }) => source)),
    textArray(rows.map(({ eventId }) => eventId)),
    textArray(rows.map(({ status }) => status)),
    bigintArray(rows.map(({ sequence }) => sequence)),
    timestampArray(rows.map(({ observedAt }) => observedAt)),
    bigintArray(rows.map(({ position }) => position)),
    timestampArray(rows.map(({ blindSince }) => blindSince)),
    booleanArray(rows.map(({ whole }) => whole)),
    textArray(rows.map(({ told }) => told?.digest ?? null)),
    booleanArray(rows.map(({ told }) => told?.complete ?? null)),
    timestampArray(rows.map(({ told }) => told?.seenAt ?? null)),
  ],
});
