import type { TryReport } from '@tickettape/admin-answers';
import { decide, unseenBook } from '@tickettape/book';
import { type BookKey, listingColumnNames, outcomeOf, type Listing } from '@tickettape/contracts';
import type { Look, Source } from '../sources/source.js';

export const reportOf = (source: Source, key: BookKey, { observation, skips, attempts }: Look): TryReport => {
  const fact = decide(key, observation, unseenBook());
  const seen = observation.kind === 'seen' ? observation : null;
  const listings = uniqueById(seen?.listings ?? []);
  return {
    ...key,
    kind: source.kind,
    outcome: outcomeOf(fact),
    detail: fact.type === 'coverage.lost.v1' ? fact.data.detail : null,
    doubts: fact.type === 'coverage.lost.v1' ? [] : [...fact.data.doubts],
    expected: seen?.expected ?? null,
    received: seen?.received ?? 0,
    requests: attempts,
    listings,
    skipped: [...skips],
    untold: seen === null ? [] : listingColumnNames.filter((column) => listings.every((listing) => listing[column] === null)),
  };
};

/** Of a repeated id the first listing counts, as in the book. */
const uniqueById = (listings: readonly Listing[]): Listing[] =>
  [...new Map(listings.toReversed().map((listing) => [listing.listingId, listing])).values()].toReversed();
