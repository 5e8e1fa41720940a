import type { Watch, WatchFact } from '@tickettape/contracts';

/** A watch as the tape tells it; `watch` is null after its removal. */
export type WatchEntry = { watchId: string; watch: Watch | null; revision: number };

/** By watch id. */
export type Watchlist = ReadonlyMap<string, WatchEntry>;

/** The entry after `fact`; a fact that was met before changes nothing. */
export const evolve = (entry: WatchEntry | undefined, { type, data }: WatchFact): WatchEntry => {
  if (entry && data.revision <= entry.revision) return entry;
  if (type === 'watch.removed.v1') return { watchId: data.watchId, watch: null, revision: data.revision };
  const { revision, ...watch } = data;
  return { watchId: watch.watchId, watch, revision };
};

export const fold = (facts: Iterable<WatchFact>, watchlist: Watchlist = new Map()): Watchlist => {
  const entries = new Map(watchlist);
  for (const fact of facts) entries.set(fact.data.watchId, evolve(entries.get(fact.data.watchId), fact));
  return entries;
};

/** Neither the sheet's to change nor to remove. */
export const isKeptByPeople = ({ watch }: WatchEntry): boolean => watch?.origin === 'person';

export const isDefined = ({ watch }: WatchEntry): boolean => watch !== null;
