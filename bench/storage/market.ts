import { decide, evolve, unseenBook, type Book } from '@tickettape/book';
import type { BookFact, Listing } from '@tickettape/contracts';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** One look at one event: every listing it showed, which is what the seed stores, and the fact it is on the tape. */
export type Sweep = { eventId: string; observedAt: string; snapshot: readonly Listing[]; fact: BookFact };

export type MarketSettings = {
  events: number;
  listingsPerEvent: number;
  /** Milliseconds between two looks at the same event. */
  intervalMs: number;
};

/** The seed's workload: 1,500 listings per event; of every hundred 2 are repriced, 1 changes its quantity, 1 goes and 1 arrives per sweep. */
export const seedMarket: MarketSettings = { events: 20, listingsPerEvent: 1_500, intervalMs: 30 * 60_000 };

const startMs = Date.UTC(2026, 8, 1);
const source = 'stubhub';

/** Sweeps without end, event after event and round after round; the same seed gives the same ones. */
export function* sweepsOf({ events, listingsPerEvent, intervalMs }: MarketSettings, seed = 1): Generator<Sweep, never> {
  const random = below(seed);
  const books = Array.from({ length: events }, (_, index) => ({
    eventId: String(100_000 + index),
    listings: Array.from({ length: listingsPerEvent }, () => arrival(random)),
    book: unseenBook(),
  }));
  for (let round = 0; ; round += 1) {
    for (const [index, event] of books.entries()) {
      if (round > 0) event.listings = moved(event.listings, random);
      const observedAt = new Date(startMs + round * intervalMs + Math.floor((index * intervalMs) / events)).toISOString();
      const fact = lookAt(event.eventId, observedAt, event.listings, event.book);
      event.book = evolve(event.book, fact);
      yield { eventId: event.eventId, observedAt, snapshot: event.listings, fact };
    }
  }
}

export const take = <Item>(count: number, items: Iterator<Item, never>): Item[] => Array.from({ length: count }, () => items.next().value);

const lookAt = (eventId: string, observedAt: string, listings: readonly Listing[], book: Book): BookFact => {
  const counts = { expected: null, received: listings.length, skipped: 0 };
  return decide({ source, eventId }, { kind: 'seen', observedAt, listings, ...counts, doubts: [] }, book);
};

type Below = (bound: number) => number;

const below = (seed: number): Below => {
  const random = xoroshiro128plus(seed);
  return (bound) => uniformInt(random, 0, bound - 1);
};

let nextId = 14_000_000_000;

const arrival = (random: Below): Listing => ({
  listingId: String((nextId += 1 + random(9))),
  section: `Section ${100 + random(108)}`,
  row: String(1 + random(30)),
  quantity: 1 + random(6),
  allInPrice: 6_000 + random(100_000),
  listPrice: null,
  netProceeds: 5_000 + random(90_000),
  currency: 'USD',
  zone: null,
  seats: null,
  splits: null,
  ticketClass: null,
  faceValue: null,
  notes: null,
  listedAt: null,
  startsAt: null,
  durationMinutes: null,
});

/** As many arrive as go, so that the book keeps its size. */
const moved = (listings: readonly Listing[], random: Below): Listing[] => {
  const after = [...listings];
  const change = (share: number, to: (listing: Listing) => Listing) => {
    for (let count = Math.round(listings.length * share); count > 0; count -= 1) {
      const index = random(after.length);
      after[index] = to(after[index]!);
    }
  };
  change(0.02, (listing) => ({ ...listing, allInPrice: 6_000 + random(100_000), netProceeds: 5_000 + random(90_000) }));
  change(0.01, (listing) => ({ ...listing, quantity: 1 + random(6) }));
  change(0.01, () => arrival(random));
  return after;
};
