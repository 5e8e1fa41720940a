import { listingColumnNames, listingColumns, type Listing, type ListingColumn } from '@tickettape/contracts';
import type { Mapped } from '../sighting.js';
import type { CountField, Fields, MoneyField, TextField } from './field.js';
import { readCount, readCurrency, readId, readMoney, readText, type Scopes, Unreadable } from './read-value.js';

/**
 * One item of an answer as a listing, by the fields of a configuration. A field that is missing, null or empty is not told: null. A field that is
 * told in a way that cannot be read skips the item instead of guessing.
 */
export const mapItem = (scopes: Scopes, fields: Fields): Mapped => {
  let listingId: string | null = null;
  try {
    listingId = readId(scopes, fields.listingId);
    if (listingId === null) return { kind: 'skip', listingId, reason: 'no-listing-id' };
    return { kind: 'listing', listing: listingOf(listingId, scopes, fields) };
  } catch (error) {
    if (error instanceof Unreadable) return { kind: 'skip', listingId, reason: listingId === null ? 'no-listing-id' : error.reason };
    throw error;
  }
};

const listingOf = (listingId: string, scopes: Scopes, fields: Fields): Listing => {
  const currency = readCurrency(scopes, fields.currency);
  const values = listingColumnNames.map((column) => [column, valueOf(column, scopes, fields, currency)]);
  return { listingId, ...Object.fromEntries(values) } as Listing;
};

const valueOf = (column: ListingColumn, scopes: Scopes, fields: Fields, currency: string | null): string | number | null => {
  const field = fields[column];
  if (field === undefined) return null;
  switch (listingColumns[column].kind) {
    case 'text':
      return readText(scopes, field as TextField);
    case 'count':
      return readCount(scopes, field as CountField);
    case 'currency':
      return currency;
    case 'money':
      return amountOf(column, scopes, field as MoneyField, currency);
  }
};

/** An amount in a currency of its own does not fit into a listing of another one: a face value is left out, for a price that is a conflict. */
const amountOf = (column: ListingColumn, scopes: Scopes, field: MoneyField, currency: string | null): number | null => {
  const own = readCurrency(scopes, field.currency) ?? currency;
  const amount = readMoney(scopes, field, own);
  if (amount === null || own === currency) return amount;
  if (column === 'faceValue') return null;
  throw new Unreadable('currency-conflict');
};
