import { isDeepStrictEqual } from 'node:util';
import { bookName, envelope, type CatalogFact, type EventDetails } from '@tickettape/contracts';
import type { EventRow } from '../rows/event-row.js';
import { isTracked, type Catalogue, type CatalogueEntry } from './catalogue.js';
import { contentHash } from '../sync/content-hash.js';

/** What good rows change about the catalogue. Rows that already say what the catalogue says add nothing; that an event has begun changes nothing. */
export const changes = (rows: readonly EventRow[], catalogue: Catalogue, time: string): CatalogFact[] =>
  rows.flatMap((row) => changeOf(row, catalogue.get(bookName(row.details)), time) ?? []);

const changeOf = ({ details, tracked }: EventRow, entry: CatalogueEntry | undefined, time: string): CatalogFact | null => {
  const isSame = entry !== undefined && isDeepStrictEqual(entry.details, details);
  const revision = (entry?.revision ?? 0) + 1;
  const wasTracked = entry !== undefined && isTracked(entry);
  if (isSame && wasTracked === tracked) return null;
  if (!tracked) return untracked(details, revision, 'switched-off', time);
  return wasTracked ? state('event.revised.v1', { ...details, revision }, time) : state('event.tracked.v1', { ...details, revision }, time);
};

/** Tracked events that no row is about any more. Whether they may be removed is for `decide` to say. */
export const vanished = (keys: ReadonlySet<string>, catalogue: Catalogue): CatalogueEntry[] =>
  [...catalogue.values()].filter((entry) => isTracked(entry) && !keys.has(bookName(entry.details)));

export const remove = (entries: readonly CatalogueEntry[], time: string): CatalogFact[] =>
  entries.map(({ details, revision }) => untracked(details, revision + 1, 'removed', time));

const untracked = (details: EventDetails, revision: number, reason: 'switched-off' | 'removed', time: string): CatalogFact =>
  state('event.untracked.v1', { ...details, revision, reason }, time);

const state = <Type extends CatalogFact['type'], Data extends EventDetails & { revision: number }>(type: Type, data: Data, time: string) =>
  envelope(
    type,
    {
      id: `catalog:${data.source}:${data.eventId}:${data.revision}:${contentHash({ type, ...data })}`,
      source: '/tickettape/sheet-sync',
      subject: bookName(data),
      time,
    },
    data,
  );
