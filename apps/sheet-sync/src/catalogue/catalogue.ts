import { bookName, type CatalogFact, type EventDetails } from '@tickettape/contracts';

/** An event as the tape tells it. */
export type CatalogueEntry = { details: EventDetails; status: 'tracked' | 'untracked'; revision: number };

/** By `source/eventId`. */
export type Catalogue = ReadonlyMap<string, CatalogueEntry>;

/** The entry after `fact`; a fact that was met before changes nothing. */
export const evolve = (entry: CatalogueEntry | undefined, { type, data }: CatalogFact): CatalogueEntry => {
  if (entry && data.revision <= entry.revision) return entry;
  const { revision, ...rest } = data;
  const { reason: _, ...details } = { reason: undefined, ...rest };
  return { details, status: type === 'event.untracked.v1' ? 'untracked' : 'tracked', revision };
};

export const fold = (facts: Iterable<CatalogFact>, catalogue: Catalogue = new Map()): Catalogue => {
  const entries = new Map(catalogue);
  for (const fact of facts) {
    const name = bookName(fact.data);
    entries.set(name, evolve(entries.get(name), fact));
  }
  return entries;
};

export const isTracked = ({ status }: CatalogueEntry): boolean => status === 'tracked';
