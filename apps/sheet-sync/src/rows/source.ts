import { Token } from '@tickettape/contracts';
import type { Cell } from '../readers/sheet.js';
import { quoted, textOf } from './cell.js';
import { refused, says, type Reading } from './reading.js';

/** The marketplace of a row, in lower case; an empty cell means the default one. */
export const readSource = (cell: Cell, defaultSource: string): Reading<string> => {
  const text = textOf(cell).toLowerCase();
  if (text === '') return says(defaultSource);
  return Token.safeParse(text).success ? says(text) : refused(`is ${quoted(text)}: a source has letters, digits, - or _, e.g. stubhub`);
};
