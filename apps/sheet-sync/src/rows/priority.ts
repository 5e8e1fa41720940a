import { Priority } from '@tickettape/contracts';
import type { Cell } from '../readers/sheet.js';
import { quoted, textOf } from './cell.js';
import { refused, says, type Reading } from './reading.js';

/** `high`, `normal` or `low`; null for an empty cell. */
export const readPriority = (cell: Cell): Reading<Priority | null> => {
  const text = textOf(cell);
  if (text === '') return says(null);
  const { data } = Priority.safeParse(text.toLowerCase());
  return data ? says(data) : refused(`is ${quoted(text)}: write high, normal or low`);
};
