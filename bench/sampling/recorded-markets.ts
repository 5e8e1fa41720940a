import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sightingOf } from '../../apps/collector/dist/sources/stubhub-pro/sighting.js';
import { answerOf } from '../../apps/collector/dist/sources/stubhub-pro/answer.js';
import { randomOf } from '../../apps/marketplace/dist/market/random.js';
import type { Market, MarketChange } from './play.ts';

type Entry = { eventId: string; observedAt: string; file: string };
type Book = ReadonlyMap<string, string>;

/** Fewer looks than this tell too little about when something happened. */
const fewestLooks = 10;

/** A recorded series as a market: what differs between two recorded looks happened at some moment between them, drawn anew for each seed. */
export const recordedMarkets = (folder: string, seed: number): Market[] => {
  const entries = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Entry[];
  const series = Object.values(Object.groupBy(entries, ({ eventId }) => eventId)).filter((looks) => looks!.length >= fewestLooks);
  return series.map((looks) => {
    const chance = randomOf(seed, looks![0]!.eventId);
    return marketOf(folder, looks!, () => chance.fraction());
  });
};

const marketOf = (folder: string, looks: readonly Entry[], random: () => number): Market => {
  const books = looks.map(({ file, observedAt }) => bookOf(readFileSync(join(folder, file), 'utf8'), observedAt));
  const times = looks.map(({ observedAt }) => Date.parse(observedAt));
  const changes = books
    .slice(1)
    .flatMap((book, index) => changesBetween(books[index]!, book, () => times[index]! + random() * (times[index + 1]! - times[index]!)));
  const closesAtMs = times.at(-1)!;
  changes.sort((a, b) => a.atMs - b.atMs);
  return { eventId: looks[0]!.eventId, startsAtMs: closesAtMs, opensAtMs: times[0]!, closesAtMs, changes };
};

const bookOf = (body: string, observedAt: string): Book => {
  const answer = answerOf(body);
  if (answer === null) throw new Error(`${observedAt}: no answer of the pro endpoint`);
  return new Map(
    sightingOf(answer, observedAt).sighting.listings.map(({ listingId, allInPrice, quantity }) => [listingId, `${allInPrice} ${quantity}`]),
  );
};

const changesBetween = (before: Book, after: Book, atMs: () => number): MarketChange[] =>
  [...new Set([...before.keys(), ...after.keys()])]
    .filter((listingId) => before.get(listingId) !== after.get(listingId))
    .map((listingId) => ({ atMs: atMs(), listingId, state: after.get(listingId) ?? null }));
