import Table from 'cli-table3';
import type { RunResult } from './run.js';
import { repeatOf, type Summary } from './summary.js';

/** One line for a run, and more for one that failed. */
export const progressLine = (
  { seed, performed, messages, rows, seconds, failures, artefacts }: RunResult,
  index: number,
  runs: number,
): string => {
  const verdict = failures.length === 0 ? 'passed' : 'FAILED';
  const line = `run ${index + 1}/${runs}  seed ${seed}  ${verdict}  ${performed.length} faults  ${messages} messages  ${rows} rows  ${seconds.toFixed(1)} s`;
  if (failures.length === 0) return line;
  return [line, ...failures.map((what) => `  - ${what}`), `  kept in ${artefacts}`, `  again: ${repeatOf(seed)}`].join('\n');
};

export const summaryTable = (summary: Summary): string => {
  const { takeOverMs } = summary;
  const table = new Table({ head: ['', 'count'], colAligns: ['left', 'right'], style: { head: [], border: [] } });
  table.push(
    ['runs passed', `${summary.passed} of ${summary.runs}`],
    ...Object.entries(summary.faults).map(([kind, count]) => [kind, String(count)]),
    ['… in the middle of a transaction', String(summary.caughtMidBatch)],
    ['poison messages', String(summary.poisons)],
    ['messages published again', String(summary.repeats)],
    ['messages on the tape', String(summary.messages)],
    ['rows of sweeps', String(summary.rows)],
    ['take-overs measured', String(takeOverMs.measured)],
    ['take-over, p50 · max', `${takeOverMs.p50 ?? '–'} · ${takeOverMs.max ?? '–'} ms`],
    ['seconds', String(summary.seconds)],
  );
  return table.toString();
};
