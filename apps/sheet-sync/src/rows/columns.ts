import type { TabName } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import type { Cell, Tab } from '../readers/sheet.js';
import { textOf } from './cell.js';

/** The columns of a tab by the names we use for them; a header is found whatever its place, case and spaces. */
export type Columns<Key extends string> = Readonly<Record<Key, { header: string; required: boolean }>>;

export type TableRow<Key extends string> = {
  /** As the sheet numbers it: the header is row 1. */
  row: number;
  cells: Readonly<Record<Key, Cell>>;
  /** There is more in this row than the header has columns, so no cell of it can be trusted to stand in its column. */
  overflows: boolean;
};

const plainHeader = (cell: Cell): string =>
  textOf(cell)
    .toLowerCase()
    .replaceAll(/[\s_-]/g, '');

/** The rows under the header that are not blank. Throws SHEET_UNREADABLE where a required column is missing or any is there twice. */
export const readTable = <Key extends string>(name: TabName, { grid }: Tab, columns: Columns<Key>): TableRow<Key>[] => {
  const header = grid[0] ?? [];
  const places = placesOf(name, header, columns);
  return grid.slice(1).flatMap((cells, index) => {
    if (cells.every((cell) => textOf(cell) === '')) return [];
    const overflows = cells.slice(header.length).some((cell) => textOf(cell) !== '');
    return [{ row: index + 2, cells: pick(cells, places), overflows }];
  });
};

const placesOf = <Key extends string>(name: TabName, header: readonly Cell[], columns: Columns<Key>): [Key, number][] => {
  const headers = header.map(plainHeader);
  const keys = Object.keys(columns) as Key[];
  const placed = keys.map((key): [Key, number] => [key, headers.indexOf(plainHeader(columns[key].header))]);
  const missing = placed.filter(([key, place]) => place < 0 && columns[key].required).map(([key]) => columns[key].header);
  const doubled = placed
    .filter(([, place]) => place >= 0 && headers.indexOf(headers[place]!, place + 1) > 0)
    .map(([key]) => columns[key].header);
  if (missing.length > 0) throw unreadable(name, `has no column ${list(missing)}`, header);
  if (doubled.length > 0) throw unreadable(name, `has more than one column ${list(doubled)}`, header);
  return placed;
};

const pick = <Key extends string>(cells: readonly Cell[], places: readonly [Key, number][]): Record<Key, Cell> =>
  Object.fromEntries(places.map(([key, place]) => [key, cells[place] ?? null])) as Record<Key, Cell>;

const list = (names: readonly string[]): string => names.map((name) => JSON.stringify(name)).join(', ');

const unreadable = (name: TabName, what: string, header: readonly Cell[]): AppError =>
  new AppError('SHEET_UNREADABLE', {
    detail: `${name} ${what}; row 1 has ${list(header.map(textOf)).slice(0, 300) || 'nothing'}`,
    fix: 'Write the column names into row 1, in any order; docs/how-to/write-the-sheet.md lists them',
  });
