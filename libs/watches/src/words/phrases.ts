import { formatMinor, type ListingFilter, type Measure } from '@tickettape/contracts';
import { durationText } from './rule-text.js';

/** `12:00:05Z`, with its date where that is not the date of `reference`. */
export const at = (instant: string | number, reference: string | number): string => {
  const [date, time] = new Date(instant)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .split('T') as [string, string];
  return new Date(reference).toISOString().startsWith(date) ? time : `${date}T${time}`;
};

/** `1 h`, `90 min`, `2 d`: the largest unit that divides it, as a sentence has it. */
export const duration = (seconds: number): string =>
  durationText(seconds)
    .replace(/(\d)m$/, '$1 min')
    .replace(/(\d)([smhd])$/, '$1 $2');

export const instantOf = (atMs: number): string => new Date(atMs).toISOString();

const names: Record<Measure, string> = { 'get-in': 'get-in', median: 'median', listings: 'listing count', tickets: 'ticket count' };

/** `get-in`, `get-in of section 101 for 2 together`. */
export const measureName = (measure: Measure, filter: ListingFilter): string => {
  const where = whereOf(filter);
  return where === '' ? names[measure] : `${names[measure]} of ${where}`;
};

/** `section 101, row 4 for 2 together`; '' where nothing is asked. */
export const whereOf = ({ section, zone, row, quantity }: ListingFilter): string => {
  const place = [
    ...(section === undefined ? [] : [`section ${section}`]),
    ...(zone === undefined ? [] : [`zone ${zone}`]),
    ...(row === undefined ? [] : [`row ${row}`]),
  ].join(', ');
  return [place, ...(quantity === undefined ? [] : [`${quantity} together`])].filter((text) => text !== '').join(' for ');
};

/** A price with its currency, or a bare count. */
export const valueText = (value: number, currency: string | null): string =>
  currency === null ? String(value) : formatMinor(value, currency);

/** One decimal, rounded down in size so that a sentence never claims more than there is. */
export const rounded = (value: number): string => String(Math.floor(Math.abs(value) * 10) / 10);
