import type { Finding } from '../rows/finding.js';
import type { RowsRead } from '../rows/read-rows.js';
import type { WatchesRead } from '../watches/read-watches.js';
import type { Decision } from './removal-guard.js';
import type { SyncReport, TabReport } from '@tickettape/admin-answers';

type Outcome = Decision<{ type: string }>;

/** One tab of a cycle in numbers. */
export const tabReport = (read: RowsRead<unknown>, { facts, hold }: Outcome): TabReport => ({
  rows: read.rowCount,
  good: read.rows.length,
  rejected: new Set(read.findings.filter(({ severity }) => severity === 'rejected').map(({ row }) => row)).size,
  warnings: read.findings.filter(({ severity }) => severity === 'warning').length,
  published: countBy(facts.map(({ type }) => type)),
  held: hold?.names.length ?? 0,
});

/** What a cycle says about the tab `Watches`, which may be missing or refused without harm to the events. */
export const watchesReport = (read: WatchesRead, outcome: Outcome | null): Pick<SyncReport, 'outcome' | 'watches' | 'watchesFailure'> => {
  if (read.state !== 'refused')
    return { outcome: 'synced', watches: read.state === 'read' && outcome ? tabReport(read.rows, outcome) : null, watchesFailure: null };
  const { code, message, fix } = read.error;
  return { outcome: 'partly', watches: null, watchesFailure: { code, message, fix } };
};

export const findingsOf = (events: RowsRead<unknown>, watches: WatchesRead): Finding[] => [
  ...events.findings,
  ...(watches.state === 'read' ? watches.rows.findings : []),
];

const countBy = (names: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
};
