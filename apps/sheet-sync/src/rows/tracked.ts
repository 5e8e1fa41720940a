import type { Cell } from '../readers/sheet.js';
import { quoted, textOf } from './cell.js';
import { refused, says, type Reading } from './reading.js';

const words: Readonly<Record<string, boolean>> = { true: true, yes: true, '1': true, false: false, no: false, '0': false };

/** TRUE or FALSE, also as yes/no and 1/0. Nothing else: a broken formula must not switch an event off. */
export const readTracked = (cell: Cell): Reading<boolean> => {
  const text = textOf(cell);
  const value = words[text.toLowerCase()];
  if (value !== undefined) return says(value);
  return refused(text === '' ? 'is empty: write TRUE or FALSE' : `is ${quoted(text)}: write TRUE or FALSE`);
};
