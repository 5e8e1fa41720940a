import { isMet, type Result, type Row } from './bench.ts';

/** As Markdown, so that it can be pasted into docs/benchmarks.md as it is. */
export const tableOf = ({ name, about, rows }: Result): string =>
  [`## ${name}`, '', about, '', '| what | measured | target |', '| --- | --- | --- |', ...rows.map(lineOf)].join('\n');

const lineOf = (row: Row): string => `| ${row.what} | ${numberOf(row.value)} ${row.unit} | ${targetOf(row)} |`;

const targetOf = (row: Row): string =>
  row.target === null ? '' : `${row.atLeast ? '≥' : '≤'} ${numberOf(row.target)} ${row.unit} ${isMet(row) ? 'met' : '**missed**'}`;

const numberOf = (value: number): string =>
  Number.isFinite(value) ? value.toLocaleString('en', { maximumSignificantDigits: value >= 1000 ? 6 : 3 }) : 'unknown';

/** For a program: every row says whether it met its target; null where it has none. */
export const judged = ({ rows, ...told }: Result) => ({
  ...told,
  rows: rows.map((row) => ({ ...row, met: row.target === null ? null : isMet(row) })),
});
