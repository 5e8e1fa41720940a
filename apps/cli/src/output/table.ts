import Table from 'cli-table3';

type Cell = string | number;

const noLines = Object.fromEntries(
  [
    'top',
    'top-mid',
    'top-left',
    'top-right',
    'bottom',
    'bottom-mid',
    'bottom-left',
    'bottom-right',
    'left',
    'left-mid',
    'mid',
    'mid-mid',
    'right',
    'right-mid',
  ].map((part) => [part, '']),
);

/** Columns under their titles, without lines, so that `grep` and `awk` can read it too. */
export const table = (titles: readonly string[], rows: readonly (readonly Cell[])[]): string => {
  const drawn = new Table({
    head: [...titles],
    chars: { ...noLines, middle: ' ' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 1 },
  });
  drawn.push(...rows.map((row) => row.map(String)));
  return drawn.toString();
};
