import type { BookFact, Listing } from '@tickettape/contracts';
import { evolve, fold, unseenBook, type Book } from './book.js';
import { decide, type Blindness, type Observation, type Sighting } from './decide.js';

/** Named examples for the specs of every service that folds books. */
export const key = { source: 'stubhub', eventId: '5958508' };

/** A listing of two tickets in section 101 at 100.00 USD, unless told otherwise. */
export const aListing = (listingId: string, told: Partial<Listing> = {}): Listing => ({
  listingId,
  section: '101',
  row: '7',
  quantity: 2,
  allInPrice: 10_000,
  listPrice: null,
  netProceeds: 8_000,
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
  ...told,
});

/** A complete look at `listings`, unless told otherwise. */
export const aSighting = (listings: readonly Listing[], told: Partial<Sighting> = {}): Sighting => ({
  kind: 'seen',
  observedAt: '2026-11-21T12:00:00.000Z',
  listings,
  expected: null,
  received: listings.length,
  skipped: 0,
  doubts: [],
  ...told,
});

export const aBlindness = (told: Partial<Blindness> = {}): Blindness => ({
  kind: 'blind',
  observedAt: '2026-11-21T12:00:00.000Z',
  reason: 'unreachable',
  httpStatus: 500,
  attempts: 3,
  detail: 'HTTP 500 three times',
  ...told,
});

/** The facts that looks in this order leave on the tape. */
export const looks = (...observations: Observation[]): BookFact[] => {
  let book = unseenBook();
  return observations.map((observation) => {
    const fact = decide(key, observation, book);
    book = evolve(book, fact);
    return fact;
  });
};

/** The book after looks in this order. */
export const aBook = (...observations: Observation[]): Book => fold(looks(...observations));
