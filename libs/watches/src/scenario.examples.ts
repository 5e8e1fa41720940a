import type { Observation, Sighting } from '@tickettape/book';
import { aBlindness, aListing, aSighting, key, looks } from '@tickettape/book/examples';
import type { AlertFact, BookFact, Condition, Listing, WatchFinding } from '@tickettape/contracts';
import { evolveStanding, noStanding, type Standing } from './episodes/standing.js';
import { readWatch } from './grammar/read-watch.js';
import { Rehearsal } from './rehearsal.js';
import type { Watched } from './watched.js';

/** The first look of a scenario is taken at this minute, every further one a minute later. */
const firstLookAt = Date.parse('2026-11-21T12:00:00.000Z');
export const minute = (index: number): string => new Date(firstLookAt + index * 60_000).toISOString();

export const aWatch = (condition: Condition, told: Partial<Watched> = {}): Watched => ({
  ...key,
  watchId: 'w1',
  name: 'My watch',
  condition,
  channels: ['log'],
  rearmSeconds: 0,
  since: '2026-11-21T11:00:00.000Z',
  isPaused: false,
  ...told,
});

export const below = (price: number) => aWatch({ kind: 'get-in-below', price: price * 100, currency: 'USD' });
export const above = (price: number) => aWatch({ kind: 'get-in-above', price: price * 100, currency: 'USD' });
export const moves = (percent: number, withinMinutes: number) =>
  aWatch({ kind: 'get-in-moves', percent, withinSeconds: withinMinutes * 60 });
export const newIn = (section: string) => aWatch({ kind: 'new-listing', section });

/** Listings `0`, `1`, … at these all-in prices in USD; null is a price that was not told. */
export const priced = (prices: readonly (number | null)[]): Listing[] =>
  prices.map((price, index) => aListing(String(index), { allInPrice: price === null ? null : Math.round(price * 100) }));

export const sees = (...prices: (number | null)[]): Observation => aSighting(priced(prices));
export const seesPartly = (...prices: (number | null)[]): Observation => partly(priced(prices));
export const partly = (listings: readonly Listing[]): Sighting => aSighting(listings, { doubts: ['skipped-listings'] });
export const seesListings = (...listings: Listing[]): Observation => aSighting(listings);
export const isBlind = (): Observation => aBlindness();

/** The tape that these looks leave, one a minute; a message's position is its index + 1. */
export const tape = (observations: readonly Observation[]): BookFact[] =>
  looks(...observations.map((observation, index) => ({ ...observation, observedAt: minute(index) })));

/** What one watch tells over a tape, after what it has told already. Positions count from 1 unless told. */
export const alertsOver = (
  watch: Watched,
  facts: readonly BookFact[],
  told: readonly AlertFact[] = [],
  positions: readonly number[] = facts.map((_, index) => index + 1),
): AlertFact[] => {
  const rehearsal = new Rehearsal(watch, told.reduce<Standing>(evolveStanding, noStanding));
  return [...told, ...facts.flatMap((fact, index) => rehearsal.take(fact, positions[index]!))];
};

const saying = (fact: AlertFact): string => {
  switch (fact.type) {
    case 'alert.opened.v1':
      return `look ${fact.data.evidence.look.sequence} opens: ${fact.data.reason}`;
    case 'alert.closed.v1':
      return `look ${fact.data.position} closes: ${fact.data.reason}`;
    case 'watch.blinded.v1':
      return `look ${fact.data.position} blinded: ${fact.data.reason} since ${fact.data.since}`;
    case 'watch.sighted.v1':
      return `look ${fact.data.position} sighted: ${fact.data.missed}`;
    case 'delivery.sent.v1':
    case 'delivery.failed.v1':
      return fact.type;
  }
};

/** What a watch says over looks a minute apart: `look 2 opens: reason`. */
export const story = (watch: Watched, ...observations: Observation[]): string[] => alertsOver(watch, tape(observations)).map(saying);

/** A watch as a person writes it: `get-in below 95 USD; re-arm 30m`; over at once unless it says otherwise. */
export const asking = (rule: string): Watched => {
  const { watch, notes } = readWatch(rule);
  if (watch === null) throw new Error(notes.map(({ field, reason }) => `${field} ${reason}`).join('; '));
  return aWatch(watch.condition, watch);
};

export const findingsOf = (watch: Watched, ...observations: Observation[]): WatchFinding[] =>
  alertsOver(watch, tape(observations)) as WatchFinding[];
