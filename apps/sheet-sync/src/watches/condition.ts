import { Currency, parseMinor, type Condition } from '@tickettape/contracts';
import type { Cell } from '../readers/sheet.js';
import { lineOf, quoted, textOf } from '../rows/cell.js';
import { readDuration } from '../rows/duration.js';
import { refused, says, type Reading } from '../rows/reading.js';

const kinds = {
  'get in below': 'get-in-below',
  'get in above': 'get-in-above',
  'get in moves': 'get-in-moves',
  'new listing': 'new-listing',
} as const satisfies Record<string, Condition['kind']>;

const defaultWithinSeconds = 24 * 3600;
const highestPercent = 1000;

/** What a row watches for, by its words: case, dashes and spaces do not matter. */
export const readKind = (cell: Cell): Reading<Condition['kind']> => {
  const text = textOf(cell);
  const words = text.toLowerCase().replaceAll(/[\s_-]+/g, ' ');
  const kind = (kinds as Partial<Record<string, Condition['kind']>>)[words];
  const told = text === '' ? 'is empty' : `is ${quoted(text)}`;
  return kind === undefined ? refused(`${told}: write get-in below, get-in above, get-in moves or new listing`) : says(kind);
};

const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

export const readCurrency = (cell: Cell): Reading<string> => {
  const text = textOf(cell).toUpperCase();
  if (text === '') return refused('is empty: write the currency of Value, e.g. USD');
  return Currency.safeParse(text).success && currencies.has(text)
    ? says(text)
    : refused(`is ${quoted(text)}: write an ISO 4217 code such as USD or EUR`);
};

/** A price in minor units. Numbers are taken digit by digit as they are written, never by arithmetic. */
export const readPrice = (cell: Cell, currency: string): Reading<number> => {
  const text = textOf(cell);
  const minor = parseMinor(text, currency);
  if (minor !== null) return says(minor);
  return refused(`${text === '' ? 'is empty' : `is ${quoted(text)}`}: write the price as 150 or 149.50, without currency or separators`);
};

/**
 * Percent of `10%` or `7.5%`. The Sheets API tells a cell that shows 10% as the number 0.1, so a number below 1 is a share; from 1 on it could
 * be either, and is refused.
 */
export const readPercent = (cell: Cell): Reading<number> => {
  const text = textOf(cell);
  const percent = typeof cell === 'number' ? percentOfShare(cell) : percentOfText(text);
  if (percent !== null && percent > 0 && percent <= highestPercent) return says(percent);
  return refused(`${text === '' ? 'is empty' : `is ${quoted(text)}`}: write a percentage such as 10%, from 100% on as text ('150%)`);
};

const percentOfShare = (share: number): number | null => (share < 1 ? Number((share * 100).toPrecision(12)) : null);
const percentOfText = (text: string): number | null => (/^\d{1,4}(\.\d{1,6})?\s*%$/.test(text) ? Number.parseFloat(text) : null);

/** Seconds to look back for a move; a day where nothing is written. */
export const readWithin = (cell: Cell): Reading<number> => {
  const duration = readDuration(cell);
  return duration.ok ? says(duration.value ?? defaultWithinSeconds) : duration;
};

export const readSection = (cell: Cell): Reading<string> => {
  const section = lineOf(cell);
  return section === '' ? refused('is empty: write the section whose new listings are wanted') : says(section);
};
