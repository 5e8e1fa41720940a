import { minorOfNumber, type Listing } from '@tickettape/contracts';
import type { Item } from './mapper.js';

/** Whether the id of an item reads as `listingId`, without making a text of it: most items come with a number of eleven digits. */
export const isIdOf = (id: unknown, listingId: string): boolean => (typeof id === 'number' ? isNumeral(listingId, id) : id === listingId);

/**
 * Whether `mapListing` would make `listing` of `item`, whose id is known to be its. Several times faster than to map and compare, and never yes where
 * the two differ in any column; it says no to whatever would have to be cleaned.
 */
export const readsAs = (item: Item, listing: Listing): boolean =>
  isTold(item['section'], listing.section) &&
  isTold(item['row'], listing.row) &&
  isTold(item['availableTickets'], listing.quantity) &&
  isAmount(item['sellerAllInPrice'], listing.allInPrice, listing.currency) &&
  isAmount(item['sellerNetProceeds'], listing.netProceeds, listing.currency) &&
  isCurrencyTold(item, listing.currency) &&
  isTold(item['listingNotes'], listing.notes) &&
  tellsNothingElse(listing);

/** Digits of integers that are counted up fast; a safe integer has at most twice as many. */
const fewDigits = 8;

/** Whether `text` is what `String(value)` gives for an integer that is not negative. */
const isNumeral = (text: string, value: number): boolean => {
  if (text === '' || text.length > 2 * fewDigits || (text.length > 1 && text.startsWith('0'))) return false;
  const split = Math.max(0, text.length - fewDigits);
  return integerOf(text, 0, split) * 10 ** fewDigits + integerOf(text, split, text.length) === value;
};

/** NaN where a character is no digit. */
const integerOf = (text: string, from: number, to: number): number => {
  let sum = 0;
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    sum = sum * 10 + digit;
  }
  return sum;
};

const isTold = (value: unknown, told: string | number | null): boolean => (value ?? null) === told;

const isAmount = (money: unknown, minor: number | null, currency: string | null): boolean => {
  if (money === null || money === undefined) return minor === null;
  if (typeof money !== 'object' || Array.isArray(money)) return false;
  const { amt } = money as { amt?: unknown };
  if (amt === null || amt === undefined) return minor === null;
  return typeof amt === 'number' && minor !== null && currency !== null && minorOfNumber(amt, currency) === minor;
};

/** Every currency told is the one of the listing, and at least one is told where it has one. */
const isCurrencyTold = (item: Item, currency: string | null): boolean => {
  const allIn = currencyOf(item['sellerAllInPrice']);
  const net = currencyOf(item['sellerNetProceeds']);
  const own = item['currencyCode'] ?? null;
  const agree = (allIn === null || allIn === currency) && (net === null || net === currency) && (own === null || own === currency);
  return agree && (currency === null || allIn !== null || net !== null || own !== null);
};

const currencyOf = (money: unknown): unknown => (money as { currency?: unknown } | null | undefined)?.currency ?? null;

/** The columns that this source does not tell: a listing that has one of them was made by someone else. */
const tellsNothingElse = (listing: Listing): boolean =>
  listing.listPrice === null &&
  listing.zone === null &&
  listing.seats === null &&
  listing.splits === null &&
  listing.ticketClass === null &&
  listing.faceValue === null &&
  listing.listedAt === null &&
  listing.startsAt === null &&
  listing.durationMinutes === null;
