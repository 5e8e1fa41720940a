import { formatMinor } from '@tickettape/contracts';
import { unknown } from './span.js';

/** `134.99 USD`; an amount without a currency cannot be read, so it is unknown too. */
export const formatAmount = (minor: number | null, currency: string | null): string =>
  minor === null || currency === null ? unknown : formatMinor(minor, currency);

/** `134.99`, for narrow places. */
export const formatBareAmount = (minor: number | null, currency: string | null): string => formatAmount(minor, currency).split(' ')[0]!;

/** `1,505`. */
export const formatCount = (count: number | null): string => (count === null ? unknown : count.toLocaleString('en-US'));
