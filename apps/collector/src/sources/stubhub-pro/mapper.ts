import { isCurrency, minorOfNumber, parseMinor, type Listing } from '@tickettape/contracts';
import type { Mapped } from '../sighting.js';
import type { SkipReason } from '../source.js';
import { cleanText } from '../text.js';

/**
 * One item of GetCompListingsByEventId as a listing. A field that is missing or null is not told: null. A field that is told in a way we cannot read
 * skips the item instead of guessing. No public description says what may be null or what `dec` means, so `amt` is read as decimal text and `dec` not at all.
 */
export const mapListing = (item: unknown): Mapped => {
  if (!isRecord(item)) return { kind: 'skip', listingId: null, reason: 'not-an-object' };
  const listingId = idOf(item['listingId']);
  if (listingId === null) return { kind: 'skip', listingId, reason: 'no-listing-id' };
  try {
    return { kind: 'listing', listing: listingOf(listingId, item) };
  } catch (error) {
    if (error instanceof Unreadable) return { kind: 'skip', listingId, reason: error.reason };
    throw error;
  }
};

/** An id as text; null where it is missing or no id. */
export const idOf = (value: unknown): string | null => {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? String(value) : null;
  return typeof value === 'string' ? cleanText(value) : null;
};

const listingOf = (listingId: string, item: Item): Listing => {
  const allIn = moneyOf(item['sellerAllInPrice']);
  const net = moneyOf(item['sellerNetProceeds']);
  const currency = oneCurrencyOf([allIn?.currency, net?.currency, item['currencyCode']]);
  return {
    listingId,
    section: textOf(item['section']),
    row: textOf(item['row']),
    quantity: quantityOf(item['availableTickets']),
    allInPrice: minorOf(allIn?.amt, currency),
    listPrice: null,
    netProceeds: minorOf(net?.amt, currency),
    currency,
    zone: null,
    seats: null,
    splits: null,
    ticketClass: null,
    faceValue: null,
    notes: notesOf(item['listingNotes']),
    listedAt: null,
    startsAt: null,
    durationMinutes: null,
  };
};

/** A JSON object. */
export type Item = Record<string, unknown>;
type Money = { amt?: unknown; currency?: unknown };

/** Leaves the mapping of one item; it never leaves this file. */
class Unreadable extends Error {
  constructor(readonly reason: SkipReason) {
    super(reason);
  }
}

const unreadable = (reason: SkipReason): never => {
  throw new Unreadable(reason);
};

export const isRecord = (value: unknown): value is Item => typeof value === 'object' && value !== null && !Array.isArray(value);
const isTold = (value: unknown): boolean => value !== undefined && value !== null;

const textOf = (value: unknown): string | null => {
  if (!isTold(value)) return null;
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? cleanText(value) : unreadable('unreadable-text');
};

const quantityOf = (value: unknown): number | null => {
  if (!isTold(value)) return null;
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : unreadable('unreadable-quantity');
};

const moneyOf = (value: unknown): Money | null => {
  if (!isTold(value)) return null;
  return isRecord(value) ? value : unreadable('unreadable-price');
};

/** `String` of a number is its shortest decimal, so 134.99 is read as it was written. */
const minorOf = (amount: unknown, currency: string | null): number | null => {
  if (!isTold(amount)) return null;
  if (currency === null) return unreadable('unreadable-currency');
  if (typeof amount === 'number') return minorOfNumber(amount, currency) ?? unreadable('unreadable-price');
  const text = typeof amount === 'string' ? amount.trim() : '';
  return parseMinor(text, currency) ?? unreadable('unreadable-price');
};

/** The amounts of a listing have one currency, or we do not know which one to believe. */
const oneCurrencyOf = (values: readonly unknown[]): string | null => {
  let currency: string | null = null;
  let conflict = false;
  for (const value of values) {
    if (value === currency || !isTold(value)) continue;
    if (typeof value !== 'string' || !isCurrency(value)) return unreadable('unreadable-currency');
    conflict ||= currency !== null;
    currency = value;
  }
  return conflict ? unreadable('currency-conflict') : currency;
};

/** Notes are for people: what is not text among them is left out. */
const notesOf = (value: unknown): string | null => {
  if (!Array.isArray(value)) return null;
  const notes = value.map((note) => (typeof note === 'string' ? cleanText(note) : null)).filter((note) => note !== null);
  return notes.length === 0 ? null : notes.join('; ');
};
