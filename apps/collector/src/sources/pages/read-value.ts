import { isCurrency, minorOfNumber, parseMinor } from '@tickettape/contracts';
import type { SkipReason } from '../source.js';
import { cleanText } from '../text.js';
import { type Scope, valuesIn } from './document.js';
import type { CountField, CurrencyField, MoneyField, Place, TextField } from './field.js';

/** Leaves the reading of one item; it never leaves this folder. */
export class Unreadable extends Error {
  constructor(readonly reason: SkipReason) {
    super(reason);
  }
}

const unreadable = (reason: SkipReason): never => {
  throw new Unreadable(reason);
};

/** The item a value belongs to, and the whole answer. */
export type Scopes = { item: Scope; whole: Scope };

/** More values of one field than a listing has. */
const mostValues = 200;
const mostChars = 2_000;

/** null: not told. Several values are one text. Throws Unreadable. */
export const readText = (scopes: Scopes, field: TextField): string | null => {
  const texts = told(scopes, field, 'unreadable-text')
    .map((value) => (typeof value === 'number' ? String(value) : typeof value === 'string' ? value : unreadable('unreadable-text')))
    .map(cleanText)
    .filter((text) => text !== null);
  const joined = texts.length === 0 ? null : cleanText(texts.join(field.join));
  return joined !== null && joined.length > mostChars ? unreadable('unreadable-text') : joined;
};

const mostIdChars = 200;

/** A whole number or a text, as it stands; null where there is none, or something else. */
export const readId = (scopes: Scopes, field: TextField): string | null => {
  const value = oneOf(scopes, field, 'no-listing-id');
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? String(value) : null;
  const text = typeof value === 'string' ? cleanText(value) : null;
  return text !== null && text.length <= mostIdChars ? text : null;
};

export const readCount = (scopes: Scopes, field: CountField): number | null => {
  const value = oneOf(scopes, field, 'unreadable-quantity');
  if (value === null) return null;
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? value : unreadable('unreadable-quantity');
  if (typeof value !== 'string') return unreadable('unreadable-quantity');
  const runs = withoutThousands(value, field.thousands).match(/-?\d+(?:[.,]\d+)*/g) ?? [];
  const count = runs.length === 1 && /^\d+$/.test(runs[0]) ? Number(runs[0]) : Number.NaN;
  return Number.isSafeInteger(count) ? count : unreadable('unreadable-quantity');
};

export const readCurrency = (scopes: Scopes, field: CurrencyField | undefined): string | null => {
  if (field === undefined) return null;
  const value = oneOf(scopes, field, 'unreadable-currency');
  if (value === null) return null;
  const text = typeof value === 'string' ? value.trim() : '';
  return isCurrency(text) ? text : unreadable('unreadable-currency');
};

/** Minor units of `currency`. An amount without a currency is no amount. */
export const readMoney = (scopes: Scopes, field: MoneyField, currency: string | null): number | null => {
  const value = oneOf(scopes, field, 'unreadable-price');
  if (value === null) return null;
  if (currency === null) return unreadable('unreadable-currency');
  return (
    (typeof value === 'number' ? minorOf(value, field, currency) : textAmount(value, field, currency)) ?? unreadable('unreadable-price')
  );
};

const minorOf = (value: number, { unit }: MoneyField, currency: string): number | null => {
  if (unit === 'major') return minorOfNumber(value, currency);
  return Number.isSafeInteger(value) && value >= 0 ? value : null;
};

const textAmount = (value: unknown, { unit, symbols, thousands, decimal }: MoneyField, currency: string): number | null => {
  if (typeof value !== 'string') return null;
  const bare = symbols.reduce((text, symbol) => text.replace(symbol, ''), value).replaceAll(/\s/g, thousands === ' ' ? ' ' : '');
  const plain = withoutThousands(bare.trim(), thousands);
  const amount = decimal === ',' ? plain.replace(',', '.') : plain;
  if (decimal === ',' && plain.includes('.')) return null;
  if (unit === 'major') return parseMinor(amount, currency);
  return /^\d{1,15}$/.test(amount) ? Number(amount) : null;
};

/** Only where a separator stands between groups of three: `1,5` is not 15. */
const withoutThousands = (text: string, thousands: string | undefined): string =>
  thousands === undefined
    ? text
    : text.replaceAll(/\d{1,3}(?:[,. '\u00a0\u202f]\d{3})+(?!\d)/g, (run) => run.replaceAll(separator(thousands), ''));

const separator = (thousands: string): RegExp => (thousands === ' ' ? /[\s\u00a0\u202f]/g : new RegExp(`[${thousands}]`, 'g'));

const oneOf = (scopes: Scopes, field: Place, reason: SkipReason): unknown => {
  const values = told(scopes, field, reason);
  if (values.length > 1) return unreadable(reason);
  return values[0] ?? null;
};

/** What is told at the place of `field`; a list is its members. */
const told = ({ item, whole }: Scopes, field: Place, reason: SkipReason): unknown[] => {
  if (field.is !== undefined) return [field.is];
  const values = valuesIn(field.whole ? whole : item, field, mostValues).flat();
  return values
    .map((value) => (typeof value === 'string' ? ofBoundedLength(between(value, field), reason) : value))
    .filter((value) => value !== null && value !== undefined && !isNothing(value, field.nullWhen));
};

const ofBoundedLength = (text: string | null, reason: SkipReason): string =>
  text === null || text.length > mostChars ? unreadable(reason) : text;

const isNothing = (value: unknown, nullWhen: readonly (string | number)[]): boolean =>
  (typeof value === 'string' && value.trim() === '') ||
  nullWhen.some((nothing) => nothing === (typeof value === 'string' ? value.trim() : value));

/** null where a text that must surround the value is not there. */
const between = (text: string, { after, before }: Place): string | null => {
  if (text.trim() === '') return text;
  const from = after === undefined ? 0 : text.indexOf(after) + after.length;
  if (after !== undefined && !text.includes(after)) return null;
  const rest = text.slice(from);
  if (before === undefined) return rest;
  const to = rest.indexOf(before);
  return to < 0 ? rest : rest.slice(0, to);
};
