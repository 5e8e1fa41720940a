import type { SimulatedSeconds } from './time.js';

/** One offer as it truly is. Money is per ticket, in minor units of `currency`. */
export type Listing = {
  listingId: string;
  zone: string;
  section: string;
  row: string | null;
  /** Tickets left; never 0, because a listing without tickets is gone. */
  quantity: number;
  /** Before fees. The wire never tells it. */
  listPrice: number;
  /** What a buyer pays. */
  allInPrice: number;
  /** What the seller gets; null where this seller's proceeds are not told. */
  netProceeds: number | null;
  currency: string;
  notes: readonly string[];
  /** The id under which the same seats were offered before. Only the truth knows it. */
  relistedFrom: string | null;
};

export type Cause = {
  appeared: 'opening' | 'listed' | 'released' | 'relisted';
  repriced: 'reviewed' | 'undercut' | 'dropped';
  quantity: 'bought';
  gone: 'bought' | 'withdrawn' | 'event-started';
};

type ChangeOf<Kind extends keyof Cause> = {
  at: SimulatedSeconds;
  kind: Kind;
  listingId: string;
  /** Known to the simulator alone: from outside, `bought` and `withdrawn` look the same. */
  cause: Cause[Kind];
  before: Kind extends 'appeared' ? null : Listing;
  after: Kind extends 'gone' ? null : Listing;
};

export type Change = { [Kind in keyof Cause]: ChangeOf<Kind> }[keyof Cause];

/** Listings by id, in order of appearance. */
export type Book = ReadonlyMap<string, Listing>;

/** The book that `changes` add up to. */
export const fold = (changes: Iterable<Change>): Book => {
  const book = new Map<string, Listing>();
  for (const { listingId, after } of changes) {
    if (after === null) book.delete(listingId);
    else book.set(listingId, after);
  }
  return book;
};

/** The lowest price at which a buyer gets in; null where nothing is on offer. */
export const getIn = (listings: Iterable<Listing>): number | null => {
  const prices = [...listings].map(({ allInPrice }) => allInPrice);
  return prices.length > 0 ? Math.min(...prices) : null;
};
