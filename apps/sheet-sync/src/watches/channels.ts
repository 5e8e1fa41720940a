import { Channel } from '@tickettape/contracts';
import type { Cell } from '../readers/sheet.js';
import { quoted, textOf } from '../rows/cell.js';
import { refused, says, type Reading } from '../rows/reading.js';

/** Where alerts go, separated by `;` or `,`, in the order of the contract; the log where nothing is written. */
export const readChannels = (cell: Cell): Reading<Channel[]> => {
  const names = textOf(cell)
    .toLowerCase()
    .split(/[;,]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const unknown = names.filter((name) => !Channel.safeParse(name).success);
  if (unknown.length > 0) return refused(`has ${unknown.map(quoted).join(', ')}: channels are ${Channel.options.join(', ')}`);
  return says(names.length === 0 ? ['log'] : Channel.options.filter((channel) => names.includes(channel)));
};
