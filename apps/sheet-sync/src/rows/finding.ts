import type { TabName } from '@tickettape/contracts';

/** What is said back about a cell: with `rejected` its row has no effect, with `warning` it has. */
export type Finding = {
  tab: TabName;
  /** As the sheet numbers it: the header is row 1. */
  row: number;
  /** Header of the column; null where the row as a whole is meant. */
  column: string | null;
  severity: 'rejected' | 'warning';
  reason: string;
};
