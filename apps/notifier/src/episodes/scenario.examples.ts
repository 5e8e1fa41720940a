import type { Observation, Sighting } from '@tickettape/book';
import { aBlindness, aListing, aSighting, key, looks } from '@tickettape/book/examples';
import type { AlertFact, BookFact, Condition, Listing } from '@tickettape/contracts';
import { follow, unfollowedBook } from '../books/followed-book.js';
import { lookOf } from '../books/look.js';
import type { Watched } from '../watches/watched.js';
import { decide } from './decide.js';
import { evolve, noEpisode, type Episode } from './episode.js';

/** The first look of a scenario is taken at this minute, every further one a minute later. */
const firstLookAt = Date.parse('2026-11-21T12:00:00.000Z');
export const minute = (index: number): string => new Date(firstLookAt + index * 60_000).toISOString();

export const aWatch = (condition: Condition, told: Partial<Watched> = {}): Watched => ({
  ...key,
  watchId: 'w1',
  name: 'My watch',
  condition,
  channels: ['log'],
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

/** The alerts of one watch over a tape, beginning after those it has told already. Positions count from 1 unless told. */
export const alertsOver = (
  watch: Watched,
  facts: readonly BookFact[],
  told: readonly AlertFact[] = [],
  positions: readonly number[] = facts.map((_, index) => index + 1),
): AlertFact[] => {
  const windowMs = 'withinSeconds' in watch.condition ? watch.condition.withinSeconds * 1_000 : 0;
  const alerts = [...told];
  let episode = alerts.reduce<Episode>(evolve, noEpisode);
  let before = unfollowedBook();
  for (const [index, fact] of facts.entries()) {
    const after = follow(before, fact, windowMs);
    const look = lookOf(fact, positions[index]!, before, after);
    const added = look ? decide(watch, episode, look) : [];
    alerts.push(...added);
    episode = added.reduce<Episode>(evolve, episode);
    before = after;
  }
  return alerts;
};

/** What a watch says over looks a minute apart: `look 2 opens: reason`. */
export const story = (watch: Watched, ...observations: Observation[]): string[] =>
  alertsOver(watch, tape(observations)).map((fact) => {
    if (fact.type === 'alert.opened.v1') return `look ${fact.data.evidence.look.sequence} opens: ${fact.data.reason}`;
    return fact.type === 'alert.closed.v1' ? `look ${fact.data.position} closes: ${fact.data.reason}` : fact.type;
  });
