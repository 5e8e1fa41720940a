import { isDeepStrictEqual } from 'node:util';
import { envelope, type Watch, type WatchFact } from '@tickettape/contracts';
import { contentHash } from '../sync/content-hash.js';
import { isDefined, isKeptByPeople, type WatchEntry, type Watchlist } from './watchlist.js';

/** What good rows change about the watches. */
export const changes = (rows: readonly Watch[], watchlist: Watchlist, time: string): WatchFact[] =>
  rows.flatMap((watch) => {
    const entry = watchlist.get(watch.watchId);
    if (isDeepStrictEqual(entry?.watch, watch) || (entry && isKeptByPeople(entry))) return [];
    return [state('watch.defined.v1', { ...watch, revision: (entry?.revision ?? 0) + 1 }, time)];
  });

/** Watches of the sheet that no row defines any more. Whether they may be removed is for `decide` to say. */
export const vanished = (keys: ReadonlySet<string>, watchlist: Watchlist): WatchEntry[] =>
  [...watchlist.values()].filter((entry) => isDefined(entry) && !isKeptByPeople(entry) && !keys.has(entry.watchId));

export const remove = (entries: readonly WatchEntry[], time: string): WatchFact[] =>
  entries.map(({ watchId, revision }) => state('watch.removed.v1', { watchId, revision: revision + 1 }, time));

const state = <Type extends WatchFact['type'], Data extends { watchId: string; revision: number }>(type: Type, data: Data, time: string) =>
  envelope(
    type,
    {
      id: `watch:${data.watchId}:${data.revision}:${contentHash({ type, ...data })}`,
      source: '/tickettape/sheet-sync',
      subject: data.watchId,
      time,
    },
    data,
  );
