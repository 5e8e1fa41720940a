import { bigintArray, integerArray, textArray, type BinaryValue } from '../database/binary.js';
import type { Place } from './listing-columns.js';

/**
 * Amounts of a look are kept as `integer[]`, which is as small as a compressed `bigint[]` and costs no compression (docs/benchmarks.md). Where one of
 * them is 2^31 or more all of them lie in the wide array instead.
 */
const firstWide = 2 ** 31;

export const wideArray = (array: string): string => `wide_${array}`;

/** SQL for the amounts of the look `alias`, however they are kept. */
export const amounts = (alias: string, array: string): string => `coalesce(${alias}.${array}::bigint[], ${alias}.${wideArray(array)})`;

/** The columns of `sweeps` that hold a column of the listings. */
export const arraysOf = ({ array, type }: Place): string[] => (type === 'money' ? [array, wideArray(array)] : [array]);

/** What goes into `arraysOf`; nothing where no listing tells anything. */
export const cellsOf = (type: Place['type'], column: readonly unknown[] | undefined): (BinaryValue | null)[] => {
  const told = column?.some((value) => value !== null) ? column : null;
  if (type === 'text') return [told && textArray(told as (string | null)[])];
  const numbers = told as (number | null)[] | null;
  return type === 'money' ? amountCells(numbers) : [numbers && bigintArray(numbers)];
};

const amountCells = (amounts: readonly (number | null)[] | null): (BinaryValue | null)[] => {
  if (amounts === null) return [null, null];
  return amounts.some(isWide) ? [null, bigintArray(amounts)] : [integerArray(amounts), null];
};

const isWide = (amount: number | null): boolean => amount !== null && amount >= firstWide;
