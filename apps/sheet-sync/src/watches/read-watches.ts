import type { Watch } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import type { OptionalTab } from '../readers/sheet.js';
import type { RowsRead } from '../rows/read-rows.js';
import { readWatchRows, type Surroundings } from './watch-row.js';

export type WatchesRead = { state: 'read'; rows: RowsRead<Watch> } | Exclude<OptionalTab, { state: 'read' }>;

/** The rows of the tab `Watches`, if there is one. A tab without the columns it needs is refused and says nothing; it never throws. */
export const readWatches = (optional: OptionalTab, defaultSource: string, around: Surroundings): WatchesRead => {
  if (optional.state !== 'read') return optional;
  try {
    return { state: 'read', rows: readWatchRows(optional.tab, defaultSource, around) };
  } catch (error) {
    if (error instanceof AppError) return { state: 'refused', error };
    throw error;
  }
};
