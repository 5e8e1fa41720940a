import { outcomeOf, type BookFact, type BookKeyframed, type Columns, type Outcome, type Statistics } from '@tickettape/contracts';
import { keyframePlaces } from '../books/keyframe-places.js';
import type { Placement } from '../books/place-fact.js';
import { concat, pick } from '../listings/pick.js';

export type SweepKind = 'keyframe' | 'delta' | 'confirm' | 'blind';

/** What a look changed, as far as that can be known. */
export type Change = {
  /** The first so many of `listings` appeared; null where there was nothing to compare with. */
  appeared: number | null;
  /** So many after those changed. */
  changed: number | null;
  /** null where absence was not proved. */
  gone: readonly string[] | null;
  listings: Columns | null;
};

/** One row of `sweeps`: one look at one book. */
export type SweepRow = {
  source: string;
  eventId: string;
  sequence: number;
  observedAt: string;
  position: number;
  kind: SweepKind;
  outcome: Outcome;
  complete: boolean;
  sighting: {
    doubts: readonly string[];
    expected: number | null;
    received: number;
    skipped: number;
    digest: string;
    /** Ids that a collapsed or empty answer does not show; null for any other. */
    missing: readonly string[] | null;
  } | null;
  stats: Statistics | null;
  blindness: { since: string; httpStatus: number | null; attempts: number; detail: string } | null;
  change: Change;
};

export const sweepRow = (fact: BookFact, placement: Placement, position: number): SweepRow => {
  const { source, eventId, sequence, observedAt } = fact.data;
  const look = { source, eventId, sequence, observedAt, position, kind: kinds[fact.type], outcome: outcomeOf(fact) };
  if (fact.type === 'coverage.lost.v1') {
    const { since, httpStatus, attempts, detail } = fact.data;
    return { ...look, complete: false, sighting: null, stats: null, blindness: { since, httpStatus, attempts, detail }, change: notKnown };
  }
  const { complete, doubts, expected, received, skipped, digest, missing = null, stats } = fact.data;
  const change = changeOf(fact, placement);
  return { ...look, complete, sighting: { doubts, expected, received, skipped, digest, missing }, stats, blindness: null, change };
};

const kinds = {
  'book.keyframed.v1': 'keyframe',
  'book.changed.v1': 'delta',
  'book.confirmed.v1': 'confirm',
  'coverage.lost.v1': 'blind',
} as const satisfies Record<BookFact['type'], SweepKind>;

const notKnown: Change = { appeared: null, changed: null, gone: null, listings: null };

type Sighting = Exclude<BookFact, { type: 'coverage.lost.v1' }>;

/** A delta whose predecessor is missing is kept as a look with its statistics, without changes that could not be placed. */
const changeOf = (fact: Sighting, placement: Placement): Change => {
  if (placement === 'opening' && fact.type === 'book.keyframed.v1') return { ...notKnown, listings: fact.data.listings };
  if (placement === 'gathering') return { ...notKnown, listings: followed(fact).listings };
  if (placement !== 'following') return notKnown;
  const change = followed(fact);
  return fact.data.complete ? change : { ...change, gone: null };
};

const followed = (fact: Sighting): Change => {
  if (fact.type === 'book.confirmed.v1') return { appeared: 0, changed: 0, gone: [], listings: null };
  if (fact.type === 'book.keyframed.v1') return keyframed(fact);
  const { appeared, changed, gone } = fact.data;
  return { appeared: appeared.listingId.length, changed: changed.listingId.length, gone, listings: concat(appeared, changed) };
};

const keyframed = ({ data }: BookKeyframed): Change => {
  const { appeared, changed, same } = keyframePlaces(data);
  return {
    appeared: appeared.length,
    changed: changed.length,
    gone: data.delta?.gone ?? null,
    listings: pick(data.listings, [...appeared, ...changed, ...same]),
  };
};
