import { z } from 'zod';

/** ISO 4217 alphabetic code. */
export const Currency = z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as USD');

/** What `Currency` accepts, for hot paths. */
export const isCurrency = (text: string): boolean => /^[A-Z]{3}$/.test(text);

/** Minor units of a currency (cents), so nothing is rounded on the way. */
export const Minor = z.int().nonnegative();

// Minor-unit digits other than 2. Source: ISO 4217 list one, checked 2026-11-21.
const digitsOf: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    ['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'].map((code) => [
      code,
      0,
    ]),
  ),
  ...Object.fromEntries(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map((code) => [code, 3])),
  ...Object.fromEntries(['CLF', 'UYW'].map((code) => [code, 4])),
};

/** Digits after the decimal point in `currency`: 2 for USD, 0 for JPY, 3 for KWD. */
export const minorDigits = (currency: string): number => digitsOf[currency] ?? 2;

/**
 * Decimal text such as `134.99` in minor units, without floating point; digits beyond the minor unit are rounded half up.
 * null when the text is not a plain non-negative decimal or the amount exceeds 2^53 - 1.
 */
export const parseMinor = (text: string, currency: string): number | null => {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) return null;
  const digits = minorDigits(currency);
  const fraction = (match[2] ?? '').padEnd(digits + 1, '0');
  const scaled = BigInt(match[1]! + fraction.slice(0, digits)) + (fraction[digits]! >= '5' ? 1n : 0n);
  return scaled <= Number.MAX_SAFE_INTEGER ? Number(scaled) : null;
};

/**
 * `parseMinor` of the shortest decimal of `amount`, without the text where it can do without: two decimals of at most 15 digits are the same
 * where they are the same float.
 */
export const minorOfNumber = (amount: number, currency: string): number | null => {
  const minor = Math.round(amount * 100) + 0;
  const isExact = minor >= 0 && minor < 1e15 && minor / 100 === amount;
  return isExact && minorDigits(currency) === 2 ? minor : parseMinor(String(amount), currency);
};

/** `134.99 USD`; the inverse of `parseMinor` for people. */
export const formatMinor = (minor: number, currency: string): string => {
  const digits = minorDigits(currency);
  if (digits === 0) return `${minor} ${currency}`;
  const text = String(minor).padStart(digits + 1, '0');
  return `${text.slice(0, -digits)}.${text.slice(-digits)} ${currency}`;
};
