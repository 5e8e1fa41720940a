import type { Cell } from '../readers/sheet.js';
import { quoted, textOf } from './cell.js';
import { refused, says, type Reading } from './reading.js';

/** Which of `3/4/2026` is the month. */
export type DateOrder = 'month-first' | 'day-first';

type Day = { year: number; month: number; day: number };
type Slashed = { first: number; second: number; year: number };

const wanted = 'write it as 2026-12-31 20:00';
const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** The two parts of `31.12.2026, 20:00`; null where there is no time of day. */
const partsOf = (text: string): { date: string; time: string } | null => {
  const match = /^(\S+?),?(?:T|\s+)(\d{1,2}:\d{2}.*)$/i.exec(text);
  return match ? { date: match[1]!, time: match[2]! } : null;
};

const slashedOf = (date: string): Slashed | null => {
  const match = /^(\d{1,2})([/-])(\d{1,2})\2(\d{4})$/.exec(date);
  return match ? { first: Number(match[1]), second: Number(match[3]), year: Number(match[4]) } : null;
};

/** What a single date proves about the order of its column. */
const orderProvedBy = (text: string): DateOrder | null => {
  const slashed = slashedOf(partsOf(text)?.date ?? '');
  if (!slashed) return null;
  const { first, second } = slashed;
  if (first > 12 && second <= 12) return 'day-first';
  return second > 12 && first <= 12 ? 'month-first' : null;
};

/** The order of a column's slashed dates, where at least one proves it (`12/31/2026`) and none proves the other; else null. */
export const dateOrderOf = (cells: Iterable<Cell>): DateOrder | null => {
  const proved = new Set<DateOrder>();
  for (const cell of cells) {
    const order = orderProvedBy(textOf(cell));
    if (order) proved.add(order);
  }
  return proved.size === 1 ? [...proved][0]! : null;
};

/**
 * Local date and time as `2026-12-31T20:00:00`. Read are `2026-12-31 20:00[:00]` (also with `T`), `12/31/2026 8:00 PM` and `31.12.2026 20:00`.
 * A slashed date that could be two days is read by the order of its column, and refused where the column proves none.
 */
export const readLocalDate = (cell: Cell, order: DateOrder | null): Reading<string> => {
  const text = textOf(cell);
  if (text === '') return refused('is empty');
  if (typeof cell === 'number') return refused(`is the number ${text}: format the column as date and time, or ${wanted}`);
  if (/\d(z|[+-]\d{2}:?\d{2})$/i.test(text))
    return refused(`is ${quoted(text)} with an offset: it is the local time at the venue; ${wanted}`);

  const parts = partsOf(text);
  if (!parts) return refused(`is ${quoted(text)}, which has no time of day or is no date: ${wanted}`);
  const time = timeOf(parts.time);
  const day = dayOf(parts.date, order);
  if (day === 'ambiguous') return refused(`is ${quoted(text)}, which can be two different days: ${wanted}`);
  if (!day || !time || !exists(day)) return refused(`is ${quoted(text)}, which is no date and time: ${wanted}`);
  return says(`${day.year}-${twoDigits(day.month)}-${twoDigits(day.day)}T${time}`);
};

const dayOf = (date: string, order: DateOrder | null): Day | 'ambiguous' | null => {
  const yearFirst = /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})$/.exec(date);
  if (yearFirst) return { year: Number(yearFirst[1]), month: Number(yearFirst[3]), day: Number(yearFirst[4]) };
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(date);
  if (dotted) return { year: Number(dotted[3]), month: Number(dotted[2]), day: Number(dotted[1]) };
  const slashed = slashedOf(date);
  return slashed && dayOfSlashed(slashed, orderProvedBy(`${date} 0:00`) ?? order);
};

const dayOfSlashed = ({ first, second, year }: Slashed, order: DateOrder | null): Day | 'ambiguous' | null => {
  if (first > 12 && second > 12) return null;
  if (first === second || order === 'month-first') return { year, month: first, day: second };
  return order === 'day-first' ? { year, month: second, day: first } : 'ambiguous';
};

/** `20:00:00` of `20:00`, `8:00 PM` or `20:00:00.000`; null where there is no such time of day. */
const timeOf = (text: string): string | null => {
  const match = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,6})?)?\s*(?:([ap])\.?m\.?)?$/i.exec(text);
  if (!match) return null;
  const [minute, second] = [Number(match[2]), Number(match[3] ?? 0)];
  const hour = hourOf(Number(match[1]), match[4]?.toLowerCase());
  return hour === null || minute > 59 || second > 59 ? null : [hour, minute, second].map(twoDigits).join(':');
};

const hourOf = (hour: number, half: string | undefined): number | null => {
  if (half === undefined) return hour <= 23 ? hour : null;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half === 'p' ? 12 : 0);
};

const exists = ({ year, month, day }: Day): boolean => {
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1000 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};
