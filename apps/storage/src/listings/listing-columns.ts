import { listingColumnNames, type ListingColumn } from '@tickettape/contracts';

export type Place = {
  /** In `listings` and in the type `listing`. */
  column: string;
  /** In `sweeps`, as an array. */
  array: string;
  /** An amount of money is a bigint; its array is in listing-arrays.ts. */
  type: 'text' | 'bigint' | 'money';
};

/** Where each column of a listing lies in the database. A column new on the tape does not compile until it has a place here, and a migration. */
export const listingPlaces = {
  section: { column: 'section', array: 'sections', type: 'text' },
  row: { column: '"row"', array: 'rows', type: 'text' },
  quantity: { column: 'quantity', array: 'quantities', type: 'bigint' },
  allInPrice: { column: 'all_in_price', array: 'all_in_prices', type: 'money' },
  listPrice: { column: 'list_price', array: 'list_prices', type: 'money' },
  netProceeds: { column: 'net_proceeds', array: 'net_proceeds', type: 'money' },
  currency: { column: 'currency', array: 'currencies', type: 'text' },
  zone: { column: 'zone', array: 'zones', type: 'text' },
  seats: { column: 'seats', array: 'seats', type: 'text' },
  splits: { column: 'splits', array: 'splits', type: 'text' },
  ticketClass: { column: 'ticket_class', array: 'ticket_classes', type: 'text' },
  faceValue: { column: 'face_value', array: 'face_values', type: 'money' },
  notes: { column: 'notes', array: 'notes', type: 'text' },
  listedAt: { column: 'listed_at', array: 'listed_ats', type: 'text' },
  startsAt: { column: 'starts_at', array: 'starts_ats', type: 'text' },
  durationMinutes: { column: 'duration_minutes', array: 'durations_minutes', type: 'bigint' },
} as const satisfies Record<ListingColumn, Place>;

/** The places in the order of the contract. */
export const listingPlaceList = listingColumnNames.map((name) => ({ name, ...listingPlaces[name] }));
