import type { AppError } from '@tickettape/errors';

/** A cell as a reader gives it: the Sheets API tells numbers and booleans as such, a CSV file tells text only. Empty is null or ''. */
export type Cell = string | number | boolean | null;

/** One tab from its header on: `grid[0]` is row 1 of the sheet. */
export type Tab = {
  grid: readonly (readonly Cell[])[];
  /** The text ended without a line break: its last row may have been cut off. Always false where the protocol guards the end. */
  endsOpen: boolean;
};

/** A tab that is not there says nothing, which is not the same as an empty one. */
export type OptionalTab = { state: 'read'; tab: Tab } | { state: 'absent' } | { state: 'refused'; error: AppError };

export type Sheet = { events: Tab; watches: OptionalTab };

/** Where the sheet is read. */
export interface SheetReader {
  readonly kind: 'google-sheets' | 'csv-url' | 'csv-file';
  /** Throws SHEET_UNAVAILABLE where another try may help, SHEET_UNREADABLE where the answer is no sheet. Gives up when `signal` aborts. */
  read(signal: AbortSignal): Promise<Sheet>;
}
