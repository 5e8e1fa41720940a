import type { Columns } from './columns.js';
import type { Finding } from './finding.js';
import type { Reading } from './reading.js';

export type Note = Pick<Finding, 'column' | 'severity' | 'reason'>;

/** What was read of one row, and what has to be said about it. A value without a rejection is good. */
export type RowReading<Value> = {
  /** Which thing the row is about; null where that cannot be read. */
  key: string | null;
  value: Value | null;
  notes: readonly Note[];
};

export const isRejected = (notes: readonly Note[]): boolean => notes.some(({ severity }) => severity === 'rejected');

/** Unwraps the readings of a row's cells, so that all its faults are told at once and not only the first. */
export const takeNotes = <Key extends string>(columns: Columns<Key>) => {
  const notes: Note[] = [];
  const take = <Value>(key: Key, reading: Reading<Value>): Value | undefined => {
    const column = columns[key].header;
    if (!reading.ok) notes.push({ column, severity: 'rejected', reason: reading.reason });
    else if (reading.warning !== undefined) notes.push({ column, severity: 'warning', reason: reading.warning });
    return reading.ok ? reading.value : undefined;
  };
  return { notes, take };
};

type Whole<Fields> = { [Field in keyof Fields]: Exclude<Fields[Field], undefined> };

/** Whether every field could be read. */
export const isWhole = <Fields extends object>(fields: Fields): fields is Fields & Whole<Fields> =>
  Object.values(fields).every((value) => value !== undefined);
