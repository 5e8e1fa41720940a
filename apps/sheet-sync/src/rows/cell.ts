import type { Cell } from '../readers/sheet.js';
import { refused, says, type Reading } from './reading.js';

const longestQuoteCharacters = 60;

/** A cell as a person sees it, without space around it; an empty cell is ''. */
export const textOf = (cell: Cell | undefined): string =>
  typeof cell === 'boolean' ? String(cell).toUpperCase() : cell === null || cell === undefined ? '' : String(cell).trim();

/** One line: a name that was broken over two lines of a cell is one name. */
export const lineOf = (cell: Cell): string => textOf(cell).replaceAll(/\s+/g, ' ');

/** The text in a reason, cut so that a page in a cell does not become a page in an answer. */
export const quoted = (text: string): string =>
  JSON.stringify(text.length > longestQuoteCharacters ? `${text.slice(0, longestQuoteCharacters)}…` : text);

export const requiredLine = (cell: Cell): Reading<string> => {
  const line = lineOf(cell);
  return line === '' ? refused('is empty') : says(line);
};
