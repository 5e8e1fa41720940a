import { listingColumnNames, type Columns } from '@tickettape/contracts';

/** The listings of `columns` at `indexes`, in that order. */
export const pick = (columns: Columns, indexes: readonly number[]): Columns =>
  eachColumn((name) => columns[name] && indexes.map((index) => columns[name]![index]!));

/** All listings of `first`, then all of `second`; a column that only one of them has is null in the other. */
export const concat = (first: Columns, second: Columns): Columns =>
  eachColumn((name) => {
    if (first[name] === undefined && second[name] === undefined) return undefined;
    return [...(first[name] ?? nulls(first)), ...(second[name] ?? nulls(second))];
  });

const names = ['listingId', ...listingColumnNames] as const;

const eachColumn = (column: (name: (typeof names)[number]) => unknown[] | undefined): Columns => {
  const columns: Record<string, unknown[]> = {};
  for (const name of names) {
    const values = column(name);
    if (values !== undefined) columns[name] = values;
  }
  return columns as Columns;
};

const nulls = ({ listingId }: Columns): null[] => listingId.map(() => null);
