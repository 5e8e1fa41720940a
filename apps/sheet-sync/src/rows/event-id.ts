import { Token } from '@tickettape/contracts';
import type { Cell } from '../readers/sheet.js';
import { quoted, textOf } from './cell.js';
import { refused, says, type Reading } from './reading.js';

/** Sources whose ids are numbers; a letter in one is a slip of the pen. */
const numericSources: ReadonlySet<string> = new Set(['stubhub', 'viagogo']);

const grouped = /^\d{1,3}(,\d{3})+$/;
const exponent = /^\d+(\.\d+)?e\+?\d+$/i;

/** The id of an event at `source`. `1,234,567` is read as 1234567; anything else beside the id is refused, not repaired. */
export const readEventId = (cell: Cell, source: string): Reading<string> => {
  const text = textOf(cell);
  if (text === '') return refused('is empty');
  if (typeof cell === 'number' && !(Number.isSafeInteger(cell) && cell > 0)) return refused(`is the number ${text}, not an id`);
  if (exponent.test(text))
    return refused(`is ${quoted(text)}: a spreadsheet has shortened it and digits are lost; format the column as text`);
  const id = grouped.test(text) ? text.replaceAll(',', '') : text;
  if (numericSources.has(source) && !/^\d+$/.test(id)) return refused(`is ${quoted(text)}: an id at ${source} has digits only`);
  return Token.safeParse(id).success ? says(id) : refused(`is ${quoted(text)}: an id has 1 to 128 letters, digits, - or _`);
};
