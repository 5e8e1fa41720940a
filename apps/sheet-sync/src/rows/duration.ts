import type { Cell } from '../readers/sheet.js';
import { quoted, textOf } from './cell.js';
import { refused, says, type Reading } from './reading.js';

const secondsOf = { s: 1, m: 60, h: 3600, d: 86_400 } as const;
const longestSeconds = 90 * 86_400;

/** Seconds of `90s`, `15m`, `4h`, `2d` or a bare number of seconds; null for an empty cell. At least 1 second, at most 90 days. */
export const readDuration = (cell: Cell): Reading<number | null> => {
  const text = textOf(cell);
  if (text === '') return says(null);
  const match = /^(\d{1,9})\s*([smhd]?)$/i.exec(text);
  if (!match) return refused(`is ${quoted(text)}: write 15m, 4h, 1d or seconds such as 900`);
  const seconds = Number(match[1]) * secondsOf[(match[2]!.toLowerCase() || 's') as keyof typeof secondsOf];
  return seconds >= 1 && seconds <= longestSeconds ? says(seconds) : refused(`is ${quoted(text)}: it must be 1 second to 90 days`);
};
