import { bookName, type BookFact, type BookKey, type Columns } from '@tickettape/contracts';
import { keyframePlaces } from '../books/keyframe-places.js';
import type { Placement } from '../books/place-fact.js';

/** A listing on offer: its values are those of `columns` at `index`. */
export type Presence = {
  columns: Columns;
  index: number;
  /** The look that began its presence; null where it was on offer already. */
  appearedAt: string | null;
  changedAt: string;
};

/** What a batch leaves of one live book: the last word on every listing it touched. */
export type LiveChange = BookKey & {
  /** The book was opened anew: what stood in the table before the batch is void. */
  reset: boolean;
  /** By listing id; null means gone. */
  listings: Map<string, Presence | null>;
};

type Followed = { fact: BookFact; placement: Placement };

/** The net effect of facts in order, by book; a look that says nothing about the live book leaves it out. */
export const liveChanges = (followed: readonly Followed[]): LiveChange[] => {
  const changes = new Map<string, LiveChange>();
  for (const { fact, placement } of followed) {
    const { source, eventId } = fact.data;
    const name = bookName(fact.data);
    const change = changes.get(name) ?? { source, eventId, reset: false, listings: new Map() };
    if (placement === 'opening') open(change, fact);
    else if (placement === 'following' || placement === 'gathering') follow(change, fact);
    else continue;
    changes.set(name, change);
  }
  return [...changes.values()];
};

const open = (change: LiveChange, fact: BookFact): void => {
  if (fact.type !== 'book.keyframed.v1') return;
  const { listings, observedAt } = fact.data;
  change.reset = true;
  change.listings.clear();
  appear(change, listings, listings.listingId.keys(), observedAt);
};

const follow = (change: LiveChange, fact: BookFact): void => {
  if (fact.type === 'book.keyframed.v1') {
    const { listings, delta, observedAt } = fact.data;
    const places = keyframePlaces(fact.data);
    appear(change, listings, places.appeared, observedAt);
    revise(change, listings, places.changed, observedAt);
    leave(change, delta?.gone ?? []);
  } else if (fact.type === 'book.changed.v1') {
    const { appeared, changed, gone, observedAt } = fact.data;
    appear(change, appeared, appeared.listingId.keys(), observedAt);
    revise(change, changed, changed.listingId.keys(), observedAt);
    leave(change, gone);
  }
};

const appear = ({ listings }: LiveChange, columns: Columns, indexes: Iterable<number>, at: string): void => {
  for (const index of indexes) listings.set(columns.listingId[index]!, { columns, index, appearedAt: at, changedAt: at });
};

const revise = ({ listings }: LiveChange, columns: Columns, indexes: Iterable<number>, at: string): void => {
  for (const index of indexes) {
    const listingId = columns.listingId[index]!;
    listings.set(listingId, { columns, index, appearedAt: listings.get(listingId)?.appearedAt ?? null, changedAt: at });
  }
};

const leave = ({ listings }: LiveChange, gone: readonly string[]): void => {
  for (const listingId of gone) listings.set(listingId, null);
};
