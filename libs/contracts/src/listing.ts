/** What one column of a listing may hold; every column but the id may be null, which means "not told". */
export type ColumnKind = 'text' | 'count' | 'money' | 'currency';

/**
 * The columns of a listing in the order of its canonical line. `always` columns travel with every listing; a `maybe` column is left out where no
 * listing has it, so a new one needs no new version of a fact.
 */
export const listingColumns = {
  section: { kind: 'text', presence: 'always' },
  row: { kind: 'text', presence: 'always' },
  /** Tickets offered together. */
  quantity: { kind: 'count', presence: 'always' },
  /** What a buyer pays per ticket with fees, minor units. */
  allInPrice: { kind: 'money', presence: 'always' },
  /** Price per ticket before fees, minor units. */
  listPrice: { kind: 'money', presence: 'always' },
  /** What the seller gets per ticket, minor units. */
  netProceeds: { kind: 'money', presence: 'always' },
  /** ISO 4217 code of every amount of the listing. */
  currency: { kind: 'currency', presence: 'always' },
  zone: { kind: 'text', presence: 'maybe' },
  seats: { kind: 'text', presence: 'maybe' },
  /** Quantities the seller would split into, e.g. `1,2,4`. */
  splits: { kind: 'text', presence: 'maybe' },
  ticketClass: { kind: 'text', presence: 'maybe' },
  faceValue: { kind: 'money', presence: 'maybe' },
  notes: { kind: 'text', presence: 'maybe' },
  /** The source's own instant of listing, as it wrote it. */
  listedAt: { kind: 'text', presence: 'maybe' },
  /** When what is offered begins, where it is a time of its own and not that of the event: an appointment. UTC, ISO 8601 to the second with `Z`. */
  startsAt: { kind: 'text', presence: 'maybe' },
  /** How long it takes. */
  durationMinutes: { kind: 'count', presence: 'maybe' },
} as const satisfies Record<string, { kind: ColumnKind; presence: 'always' | 'maybe' }>;

export type ListingColumn = keyof typeof listingColumns;
export const listingColumnNames = Object.keys(listingColumns) as ListingColumn[];

type ValueOf<Kind extends ColumnKind> = (Kind extends 'text' | 'currency' ? string : number) | null;

/** One offer. Money is in minor units of `currency`; null is "not told". */
export type Listing = { listingId: string } & { [Column in ListingColumn]: ValueOf<(typeof listingColumns)[Column]['kind']> };
