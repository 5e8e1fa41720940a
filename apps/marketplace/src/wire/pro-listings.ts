import { minorDigits } from '@tickettape/contracts';
import type { Listing } from '../market/listing.js';

/** An amount as the pro endpoint writes it: `amt` in major units, `disp` for people, `dec` the digits after the point. */
export type ProMoney = { amt: number; disp: string; currency: string; dec: number };

/** One item of the answer of `GetCompListingsByEventId`. */
export type ProListing = {
  listingId: number;
  section: string;
  row: string | null;
  rowId: number | null;
  availableTickets: number;
  listingNotes: readonly string[];
  sellerNetProceeds: ProMoney | null;
  sellerAllInPrice: ProMoney;
  currencyCode: string;
};

/** The cheapest first, as the page shows them, so that a new price also changes the order. */
export const proListings = (listings: Iterable<Listing>): ProListing[] =>
  [...listings].toSorted((a, b) => a.allInPrice - b.allInPrice || Number(a.listingId) - Number(b.listingId)).map(proListing);

const proListing = ({ listingId, section, row, quantity, notes, netProceeds, allInPrice, currency }: Listing): ProListing => ({
  listingId: Number(listingId),
  section,
  row,
  rowId: row === null ? null : rowId(section, row),
  availableTickets: quantity,
  listingNotes: notes,
  sellerNetProceeds: netProceeds === null ? null : proMoney(netProceeds, currency),
  sellerAllInPrice: proMoney(allInPrice, currency),
  currencyCode: currency,
});

const proMoney = (minor: number, currency: string): ProMoney => {
  const dec = minorDigits(currency);
  const amt = minor / 10 ** dec;
  return { amt, disp: displayed(currency).format(amt), currency, dec };
};

const formats = new Map<string, Intl.NumberFormat>();
const displayed = (currency: string): Intl.NumberFormat => {
  const format = formats.get(currency) ?? new Intl.NumberFormat('en-US', { style: 'currency', currency });
  formats.set(currency, format);
  return format;
};

const rowId = (section: string, row: string): number =>
  Buffer.from(`${section}/${row}`).reduce((id, byte) => (id * 31 + byte) % 900_000_000, 7) + 100_000_000;
