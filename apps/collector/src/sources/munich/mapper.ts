import type { Sighting } from '@tickettape/book';
import type { Doubt, Listing } from '@tickettape/contracts';
import type { Skip } from '../source.js';
import type { Place } from './directory.js';

/** What one look found out about the free times of one office. */
export type Finding = {
  /** Epoch seconds; what cannot be read is null. */
  slots: readonly (number | null)[];
  /** Whether every day that was asked for was told of, with its times. */
  isWhole: boolean;
};

/**
 * A free time as a listing. How many people can still have it the office does not say, so there is no quantity, and there is no price. The id says
 * where and when, so the same time that is free again is the same listing.
 */
export const listingOf = (officeId: number, second: number, { name, durationMinutes }: Place): Listing => ({
  listingId: `${officeId}-${second}`,
  section: name,
  row: null,
  quantity: null,
  allInPrice: null,
  listPrice: null,
  netProceeds: null,
  currency: null,
  zone: null,
  seats: null,
  splits: null,
  ticketClass: null,
  faceValue: null,
  notes: null,
  listedAt: null,
  startsAt: new Date(second * 1000).toISOString().replace('.000Z', 'Z'),
  durationMinutes,
});

/**
 * The office says itself of which place and which days its answer is, so a whole answer vouches for itself: that nothing is free is believed at once.
 * A time told twice is one listing.
 */
export const sightingOf = (
  { slots, isWhole }: Finding,
  officeId: number,
  place: Place,
  observedAt: string,
): { sighting: Sighting; skips: Skip[] } => {
  const seconds = [...new Set(slots.filter((second) => second !== null))].toSorted((a, b) => a - b);
  const skips = slots.filter((second) => second === null).map((): Skip => ({ listingId: null, reason: 'unreadable-text' }));
  const doubts: Doubt[] = [
    ...(skips.length > 0 ? (['skipped-listings'] as const) : []),
    ...(isWhole ? [] : (['fewer-than-declared'] as const)),
  ];
  const listings = seconds.map((second) => listingOf(officeId, second, place));
  const counts = { expected: null, received: listings.length + skips.length, skipped: skips.length };
  return { sighting: { kind: 'seen', observedAt, listings, ...counts, doubts, vouched: doubts.length === 0 }, skips };
};
