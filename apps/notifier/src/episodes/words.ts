import { formatMinor, type Currency } from '@tickettape/contracts';
import type { z } from 'zod';
import type { Look } from '../books/look.js';
import { getInOf } from '../books/get-in.js';

type CurrencyCode = z.infer<typeof Currency>;

/** `12:00:05Z`, with its date where that is not the date of `reference`. */
export const at = (instant: string, reference: string): string => {
  const [date, time] = new Date(instant)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .split('T') as [string, string];
  return new Date(reference).toISOString().startsWith(date) ? time : `${date}T${time}`;
};

/** `1 h`, `90 min`, `45 s`: the largest unit that divides it. */
export const duration = (seconds: number): string => {
  if (seconds % 3_600 === 0) return `${seconds / 3_600} h`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
};

/** What a look says about the get-in: a partial one only that it is not higher. */
export const getInNow = (price: number, currency: CurrencyCode, { complete }: Pick<Look, 'complete'>): string =>
  complete ? `get-in ${formatMinor(price, currency)} is` : `a partial look proves a get-in of at most ${formatMinor(price, currency)},`;

/** What the get-in was at the look before. */
export const getInBefore = (currency: CurrencyCode, { before, observedAt }: Look): string => {
  if (before === null) return 'what it was before is not known';
  const price = getInOf(currency, before.listings);
  return `it was ${price === null ? 'not known' : formatMinor(price, currency)} at ${at(before.observedAt, observedAt)}`;
};
