import type { Listings } from '@tickettape/book';
import type { BookFact, CoverageLost, Listing, ListingFilter, Measure, PriceSeen } from '@tickettape/contracts';
import { asksForAll, getInOf, matches, offersIn, onlyCurrencyOf, valueOver, type Offer } from './listings.js';

type Selection = { listings: readonly Listing[]; offers: Map<string, readonly Offer[]> };

/** The book after one look, asked by many watches: every selection of listings is made once. */
export class Snapshot {
  private readonly selections = new Map<string, Selection>();
  private known: readonly Listing[] | undefined;
  private currency: string | null | undefined;

  constructor(
    private readonly fact: Exclude<BookFact, CoverageLost>,
    private readonly book: Listings,
  ) {}

  get listings(): readonly Listing[] {
    return (this.known ??= [...this.book.values()]);
  }

  has(listingId: string): boolean {
    return this.book.has(listingId);
  }

  get(listingId: string): Listing | undefined {
    return this.book.get(listingId);
  }

  get onlyCurrency(): string | null {
    if (this.currency === undefined) this.currency = this.fact.data.stats?.currency ?? onlyCurrencyOf(this.book.values());
    return this.currency;
  }

  matching(filter: ListingFilter): readonly Listing[] {
    return this.selection(filter).listings;
  }

  /** Cheapest first; in the only currency of the book where none is named. */
  offers(filter: ListingFilter, named: string | null): readonly Offer[] {
    const currency = named ?? this.onlyCurrency;
    if (currency === null) return [];
    const { listings, offers } = this.selection(filter);
    const known = offers.get(currency) ?? offersIn(currency, listings);
    offers.set(currency, known);
    return known;
  }

  /** Over all listings of the book, as only a complete look knows them. */
  value(measure: Measure, filter: ListingFilter, named: string | null): { value: number | null; currency: string | null } {
    const isPriced = measure === 'get-in' || measure === 'median';
    const currency = isPriced ? (named ?? this.onlyCurrency) : null;
    const told = asksForAll(filter) ? this.told(measure, currency) : undefined;
    return { currency, value: told ?? valueOver(measure, this.matching(filter), isPriced ? this.offers(filter, currency) : []) };
  }

  price(named: string | null): PriceSeen {
    const currency = named ?? this.onlyCurrency;
    const { stats, observedAt } = this.fact.data;
    const told = stats?.currency === currency ? stats?.min : undefined;
    return { getIn: currency === null ? null : (told ?? getInOf(currency, this.book.values())), currency, observedAt };
  }

  /** What the statistics of the look tell already. */
  private told(measure: Measure, currency: string | null): number | null | undefined {
    const { stats } = this.fact.data;
    if (stats === null) return undefined;
    if (measure === 'listings' || measure === 'tickets') return stats[measure];
    if (currency === null || stats.currency !== currency) return undefined;
    return measure === 'get-in' ? stats.min : stats.median;
  }

  private selection(filter: ListingFilter): Selection {
    const key = JSON.stringify([filter.section, filter.zone, filter.row, filter.quantity]);
    const known = this.selections.get(key);
    if (known !== undefined) return known;
    const listings = asksForAll(filter) ? this.listings : this.listings.filter((listing) => matches(filter, listing));
    const made = { listings, offers: new Map<string, readonly Offer[]>() };
    this.selections.set(key, made);
    return made;
  }
}
