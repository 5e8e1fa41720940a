import { bookName, type BookFact } from '@tickettape/contracts';
import { bigintArray, booleanArray, textArray, timestampArray } from '../database/binary.js';
import type { Statement } from '../database/statement.js';
import type { Placement } from './place-fact.js';

/** What a batch leaves of one row of `books`. */
export type BookRow = {
  source: string;
  eventId: string;
  status: 'seen' | 'unseen';
  sequence: number;
  observedAt: string;
  position: number;
  blindSince: string | null;
  /** The last look that went into `listings`; null where none of the batch did, and what was told before stands. */
  told: { digest: string; complete: boolean; seenAt: string } | null;
};

type Placed = { fact: BookFact; placement: Placement; position: number };

/** The rows that facts in order leave, one per book; repeated ones leave nothing. */
export const bookRows = (placed: readonly Placed[]): BookRow[] => {
  const rows = new Map<string, BookRow>();
  for (const { fact, placement, position } of placed) {
    if (placement === 'repeated') continue;
    const name = bookName(fact.data);
    rows.set(name, nextRow(fact, placement, position, rows.get(name)?.told ?? null));
  }
  return [...rows.values()];
};

const nextRow = (fact: BookFact, placement: Placement, position: number, toldBefore: BookRow['told']): BookRow => {
  const { source, eventId, sequence, observedAt } = fact.data;
  const look = { source, eventId, sequence, observedAt, position };
  if (fact.type === 'coverage.lost.v1') return { ...look, status: 'unseen', blindSince: fact.data.since, told: toldBefore };
  if (placement === 'unplaced') return { ...look, status: 'unseen', blindSince: observedAt, told: toldBefore };
  const { digest, complete } = fact.data;
  return { ...look, status: 'seen', blindSince: null, told: { digest, complete, seenAt: observedAt } };
};

export const upsertBooks = (rows: readonly BookRow[]): Statement => ({
  name: 'upsert-books',
  text: `
    insert into books as book (source, event_id, status, sequence, observed_at, stream_seq, blind_since, digest, complete, seen_at)
    select * from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::timestamptz[], $6::bigint[], $7::timestamptz[],
      $8::text[], $9::boolean[], $10::timestamptz[])
    on conflict (source, event_id) do update set
      status = excluded.status, sequence = excluded.sequence, observed_at = excluded.observed_at, stream_seq = excluded.stream_seq,
      blind_since = excluded.blind_since, digest = coalesce(excluded.digest, book.digest),
      complete = coalesce(excluded.complete, book.complete), seen_at = coalesce(excluded.seen_at, book.seen_at)`,
  values: [
    textArray(rows.map(({ source }) => source)),
    textArray(rows.map(({ eventId }) => eventId)),
    textArray(rows.map(({ status }) => status)),
    bigintArray(rows.map(({ sequence }) => sequence)),
    timestampArray(rows.map(({ observedAt }) => observedAt)),
    bigintArray(rows.map(({ position }) => position)),
    timestampArray(rows.map(({ blindSince }) => blindSince)),
    textArray(rows.map(({ told }) => told?.digest ?? null)),
    booleanArray(rows.map(({ told }) => told?.complete ?? null)),
    timestampArray(rows.map(({ told }) => told?.seenAt ?? null)),
  ],
});
