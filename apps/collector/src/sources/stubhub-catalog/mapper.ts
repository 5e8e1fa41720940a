import { isCurrency, minorOfNumber, parseMinor, type Listing } from '@tickettape/contracts';
import { z } from 'zod';
import type { Mapped } from '../sighting.js';
import type { SkipReason } from '../source.js';
import { cleanText } from '../text.js';

const told = <Schema extends z.ZodType>(schema: Schema) => schema.nullish();
const Money = z.object({ amount: told(z.union([z.number(), z.string()])), currency_code: told(z.string()) });
const Seating = z.object({ section: told(z.string()), row: told(z.string()), seat_from: told(z.string()), seat_to: told(z.string()) });
const Id = z.union([z.int().nonnegative(), z.string().regex(/^\d{1,19}$/)]).transform(String);

/** A `SellerListing` of the documented API, as far as we read it. */
const SellerListing = z.object({
  id: Id,
  created_at: told(z.string()),
  number_of_tickets: told(z.int().nonnegative()),
  seating: told(Seating),
  display_seating: told(Seating),
  ticket_price: told(Money),
  ticket_proceeds: told(Money),
  face_value: told(Money),
});
const Embedded = z.object({
  _embedded: z.object({
    split_type: told(z.object({ type: told(z.string()) })).catch(null),
    ticket_type: told(z.object({ name: told(z.string()) })).catch(null),
    listing_notes: told(z.array(z.object({ note: told(z.string()) }))).catch(null),
  }),
});

type SellerListing = z.output<typeof SellerListing>;
type Amount = z.output<typeof Money> | null | undefined;

/**
 * One item of `GET /sellerlistings` as a listing. `ticket_price` is before the fees that a buyer pays, so it is the list price; the all-in price is
 * not told. A field that cannot be read skips the item instead of guessing.
 */
export const mapSellerListing = (item: unknown): Mapped => {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return { kind: 'skip', listingId: null, reason: 'not-an-object' };
  const { success, data, error } = SellerListing.safeParse(item);
  const id = Id.safeParse((item as { id?: unknown }).id);
  if (!id.success) return { kind: 'skip', listingId: null, reason: 'no-listing-id' };
  if (!success) return { kind: 'skip', listingId: id.data, reason: reasonOf(error.issues[0]?.path[0]) };
  const listing = listingOf(data, Embedded.safeParse(item).data?._embedded);
  return typeof listing === 'string' ? { kind: 'skip', listingId: id.data, reason: listing } : { kind: 'listing', listing };
};

const reasonOf = (field: PropertyKey | undefined): SkipReason => {
  if (field === 'number_of_tickets') return 'unreadable-quantity';
  return field === 'ticket_price' || field === 'ticket_proceeds' || field === 'face_value' ? 'unreadable-price' : 'unreadable-text';
};

const listingOf = (item: SellerListing, embedded: z.output<typeof Embedded>['_embedded'] | undefined): Listing | SkipReason => {
  const amounts = [item.ticket_price, item.ticket_proceeds, item.face_value];
  const told = currencyOf(amounts);
  if (typeof told === 'string') return told;
  const { currency } = told;
  const [listPrice, netProceeds, faceValue] = amounts.map((amount) => minorOf(amount, currency));
  if (listPrice === 'unreadable-price' || netProceeds === 'unreadable-price' || faceValue === 'unreadable-price') return 'unreadable-price';
  const seating = item.display_seating ?? item.seating;
  return {
    listingId: item.id,
    section: textOf(seating?.section),
    row: textOf(seating?.row),
    quantity: item.number_of_tickets ?? null,
    allInPrice: null,
    listPrice: listPrice ?? null,
    netProceeds: netProceeds ?? null,
    currency,
    zone: null,
    seats: seatsOf(textOf(seating?.seat_from), textOf(seating?.seat_to)),
    splits: textOf(embedded?.split_type?.type),
    ticketClass: textOf(embedded?.ticket_type?.name),
    faceValue: faceValue ?? null,
    notes: notesOf(embedded?.listing_notes),
    listedAt: textOf(item.created_at),
    startsAt: null,
    durationMinutes: null,
  };
};

/** The amounts of a listing have one currency, or we do not know which one to believe. */
const currencyOf = (amounts: readonly Amount[]): { currency: string | null } | 'unreadable-currency' | 'currency-conflict' => {
  const named = amounts.filter((amount) => amount?.amount != null).map((amount) => amount!.currency_code ?? '');
  if (!named.every(isCurrency)) return 'unreadable-currency';
  return new Set(named).size > 1 ? 'currency-conflict' : { currency: named[0] ?? null };
};

const minorOf = (amount: Amount, currency: string | null): number | null | 'unreadable-price' => {
  const value = amount?.amount ?? null;
  if (value === null || currency === null) return null;
  const minor = typeof value === 'number' ? minorOfNumber(value, currency) : parseMinor(value.trim(), currency);
  return minor ?? 'unreadable-price';
};

const textOf = (text: string | null | undefined): string | null => (text ? cleanText(text) : null);
const seatsOf = (from: string | null, to: string | null): string | null =>
  from === null || to === null || from === to ? (from ?? to) : `${from}-${to}`;

const notesOf = (notes: readonly { note?: string | null | undefined }[] | null | undefined): string | null =>
  (notes ?? []).flatMap(({ note }) => textOf(note) ?? []).join('; ') || null;
