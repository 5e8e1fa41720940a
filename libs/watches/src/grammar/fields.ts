import { Currency, minorDigits, parseMinor, Severity, Token, Weekday, type Severity as SeverityName } from '@tickettape/contracts';
import { isTold, quoted, refused, says, type Reading } from './note.js';

const secondsOf = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;
const longestSeconds = 90 * secondsOf.d;
export const isDuration = (text: string): boolean => /^\d{1,9}[smhd]$/i.test(text);

/** Seconds of `90s`, `15m`, `4h`, `2d` or a bare number of seconds; at least `leastSeconds`, at most 90 days. */
export const readDuration = (text: string, leastSeconds = 1): Reading<number> => {
  const match = /^(\d{1,9})\s*([smhd]?)$/i.exec(text);
  if (!match) return refused(`${isTold(text)}: write 15m, 4h, 1d or seconds such as 900`);
  const seconds = Number(match[1]) * secondsOf[(match[2]!.toLowerCase() || 's') as keyof typeof secondsOf];
  return seconds >= leastSeconds && seconds <= longestSeconds
    ? says(seconds)
    : refused(`is ${quoted(text)}: it must be ${leastSeconds} ${leastSeconds === 1 ? 'second' : 'seconds'} to 90 days`);
};

const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

export const isCurrencyText = (text: string): boolean =>
  Currency.safeParse(text.toUpperCase()).success && currencies.has(text.toUpperCase());

export const readCurrency = (text: string): Reading<string> => {
  if (text === '') return refused('is empty: write the currency of Value, e.g. USD');
  return isCurrencyText(text) ? says(text.toUpperCase()) : refused(`is ${quoted(text)}: write an ISO 4217 code such as USD or EUR`);
};

/** A price in minor units. Numbers are taken digit by digit as they are written, never by arithmetic. */
export const readPrice = (text: string, currency: string): Reading<number> => {
  const minor = parseMinor(text, currency);
  const digits = minorDigits(currency);
  const example = digits === 0 ? '15000' : '150 or 149.50';
  return minor === null ? refused(`${isTold(text)}: write the price as ${example}, without currency or separators`) : says(minor);
};

const highestPercent = 1000;
const percent = /^(\d{1,4}(?:\.\d{1,6})?)\s*%$/;
export const isPercent = (text: string): boolean => percent.test(text);

export const readPercent = (text: string, highest = highestPercent): Reading<number> => {
  const value = Number(percent.exec(text)?.[1] ?? Number.NaN);
  return value > 0 && value <= highest ? says(value) : refused(`${isTold(text)}: write a percentage such as 10%, at most ${highest}%`);
};

export const readCount = (text: string, least: number): Reading<number> => {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  return count >= least ? says(count) : refused(`${isTold(text)}: write a whole number, at least ${least}`);
};

export const readDate = (text: string): Reading<string> => {
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
  return isDate ? says(text) : refused(`${isTold(text)}: write a date as 2026-12-31`);
};

export const isTime = (text: string): boolean => /^([01]?\d|2[0-3]):[0-5]\d$/.test(text);

export const readTime = (text: string): Reading<string> =>
  isTime(text) ? says(text.padStart(5, '0')) : refused(`${isTold(text)}: write a time as 08:30`);

const itemsOf = (text: string): string[] => text.split(/[;,\s]+/).filter((item) => item !== '');

/** Values of `allowed`, each once and in its order, separated by commas, semicolons or spaces. */
export const readSome = <Value extends string>(text: string, allowed: readonly Value[], what: string): Reading<Value[]> => {
  const items = itemsOf(text.toLowerCase());
  const unknown = items.filter((item) => !allowed.includes(item as Value));
  if (unknown.length > 0) return refused(`has ${unknown.map(quoted).join(', ')}: ${what} are ${allowed.join(', ')}`);
  return items.length === 0
    ? refused(`is empty: ${what} are ${allowed.join(', ')}`)
    : says(allowed.filter((value) => items.includes(value)));
};

export const readWeekdays = (text: string): Reading<Weekday[]> => readSome(text, Weekday.options, 'days');

export const readSeverity = (text: string): Reading<SeverityName> => {
  const { success, data } = Severity.safeParse(text.toLowerCase());
  return success ? says(data) : refused(`${isTold(text)}: write ${Severity.options.join(', ')}`);
};

/** Ids of people, each once, in the order they are written. */
export const readRecipients = (text: string): Reading<string[]> => {
  const items = [...new Set(itemsOf(text))];
  const wrong = items.filter((item) => !Token.safeParse(item).success);
  if (wrong.length > 0) return refused(`has ${wrong.map(quoted).join(', ')}: the id of a person has letters, digits, - or _`);
  return items.length === 0 ? refused('is empty: write ids of people, separated by commas') : says(items);
};

export const readSwitch = (text: string): Reading<boolean> => {
  if (/^(true|yes|y|on|1|x)$/i.test(text)) return says(true);
  return /^(false|no|n|off|0)$/i.test(text) ? says(false) : refused(`${isTold(text)}: write TRUE or FALSE`);
};

export const readTimeZone = (text: string): Reading<string> => {
  try {
    return says(new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone);
  } catch {
    return refused(`${isTold(text)}: write an IANA name such as Europe/Berlin`);
  }
};
