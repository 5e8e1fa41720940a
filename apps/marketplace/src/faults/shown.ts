import type { Book, Listing } from '../market/listing.js';
import type { Fault } from './fault.js';

/** The books that an answer may be made of. */
export type Shelf = {
  now: Book;
  /** What an honest answer showed, counted back from the last one, which is 0; the first one where there were fewer. */
  shownBefore(answers: number): Book;
  /** The book of another event. */
  other(): Book;
  /** Counts the answers for this event. */
  turn: number;
};

const kinds = ['empty', 'collapsed', 'frozen', 'stale', 'wrong-event', 'currencies', 'flapping', 'undercut-hidden'] as const;
/** A fault in what is shown; the others are faults in how. */
type Fancy = Extract<Fault, { kind: (typeof kinds)[number] }>;
const isFancy = (fault: Fault | null): fault is Fancy => fault !== null && (kinds as readonly string[]).includes(fault.kind);

/** The listings that a source shows under `fault`. */
export const shownListings = (shelf: Shelf, fault: Fault | null): Listing[] =>
  isFancy(fault) ? fancied(shelf, fault) : [...shelf.now.values()];

const fancied = (shelf: Shelf, fault: Fancy): Listing[] => {
  switch (fault.kind) {
    case 'empty':
      return [];
    case 'collapsed':
      return cheapest([...shelf.now.values()], fault.shown);
    case 'frozen':
      return [...shelf.shownBefore(0).values()];
    case 'stale':
      return [...shelf.shownBefore(fault.answersAgo).values()];
    case 'wrong-event':
      return [...shelf.other().values()];
    case 'currencies':
      return [...shelf.now.values()].map((listing, index) => (index % 3 === 2 ? inAnotherCurrency(listing) : listing));
    case 'flapping':
      return [...shelf.now.values()].filter(({ listingId }) => !isHidden(listingId, shelf.turn, fault.hidden));
    case 'undercut-hidden':
      return withoutUndercut([...shelf.now.values()]);
  }
};

const byPrice = (listings: readonly Listing[]): Listing[] =>
  listings.toSorted((a, b) => a.allInPrice - b.allInPrice || Number(a.listingId) - Number(b.listingId));

const cheapest = (listings: readonly Listing[], share: number): Listing[] => byPrice(listings).slice(0, Math.ceil(listings.length * share));

/** The same digits under another sign, as a source does that takes its visitor for somebody elsewhere. */
const inAnotherCurrency = (listing: Listing): Listing => ({ ...listing, currency: listing.currency === 'CAD' ? 'AUD' : 'CAD' });

/** Another part is hidden at every turn; a prime spreads neighbouring ids. */
const isHidden = (listingId: string, turn: number, share: number): boolean => ((Number(listingId) + turn) * 7919) % 1000 < share * 1000;

const withoutUndercut = (listings: readonly Listing[]): Listing[] =>
  [...Map.groupBy(listings, ({ zone, quantity }) => `${zone}/${quantity}`).values()].flatMap((rivals) => cheapest(rivals, 0.5));
