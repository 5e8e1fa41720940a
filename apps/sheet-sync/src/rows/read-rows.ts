import type { TabName } from '@tickettape/contracts';
import type { Tab } from '../readers/sheet.js';
import { readTable, type Columns, type TableRow } from './columns.js';
import type { Finding } from './finding.js';
import { isRejected, type Note, type RowReading } from './row-notes.js';

/** A tab after reading: the good rows, and what is known about the others. */
export type RowsRead<Value> = {
  /** Unique by key. */
  rows: readonly Value[];
  /** What any row is about, good or bad: a thing whose row is bad has not vanished. */
  keys: ReadonlySet<string>;
  /** Rows of which nobody can say what they are about: each could be a row that seems to have vanished. */
  rowsWithoutKey: number;
  /** The text ends in the middle of a bad row, so rows after it may be missing. */
  cutOff: boolean;
  /** Rows under the header that are not blank. */
  rowCount: number;
  findings: readonly Finding[];
};

type Keyed<Value> = RowReading<Value> & { row: number };

/** Reads every row; a bad one is reported and the others go on. Throws SHEET_UNREADABLE as `readTable`. */
export const readRows = <Key extends string, Value>(
  name: TabName,
  tab: Tab,
  columns: Columns<Key>,
  readerOf: (table: readonly TableRow<Key>[]) => (cells: TableRow<Key>['cells']) => RowReading<Value>,
): RowsRead<Value> => {
  const table = readTable(name, tab, columns);
  const read = readerOf(table);
  const readings = table.map(({ row, cells, overflows }): Keyed<Value> => ({ row, ...(overflows ? misplaced : read(cells)) }));
  const unique = rejectRepeated(readings);
  const last = unique.at(-1);
  return {
    rows: unique.flatMap(({ value }) => (value === null ? [] : [value])),
    keys: new Set(unique.flatMap(({ key }) => (key === null ? [] : [key]))),
    rowsWithoutKey: unique.filter(({ key }) => key === null).length,
    cutOff: tab.endsOpen && last !== undefined && isRejected(last.notes),
    rowCount: table.length,
    findings: unique.flatMap(({ row, notes }) => notes.map((note) => ({ tab: name, row, ...note }))),
  };
};

const misplaced: RowReading<never> = {
  key: null,
  value: null,
  notes: [{ column: null, severity: 'rejected', reason: 'has more cells than the header: a comma inside a cell needs quotes around it' }],
};

/** The first good row of a key wins. */
const rejectRepeated = <Value>(readings: readonly Keyed<Value>[]): Keyed<Value>[] => {
  const firstRows = new Map<string, number>();
  return readings.map((reading) => {
    if (reading.key === null || reading.value === null) return reading;
    const first = firstRows.get(reading.key);
    if (first !== undefined) return { ...reading, value: null, notes: [...reading.notes, repeated(reading.key, first)] };
    firstRows.set(reading.key, reading.row);
    return reading;
  });
};

const repeated = (key: string, firstRow: number): Note => ({
  column: null,
  severity: 'rejected',
  reason: `repeats row ${firstRow} (${key}), which stands`,
});
