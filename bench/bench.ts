/** One row of a result: what was measured, beside what it is compared with, and what we want of it. */
export type Row = {
  what: string;
  value: number;
  unit: string;
  /** The most, or where `atLeast` is set the least, that we want; null where there is no target. */
  target: number | null;
  atLeast?: boolean;
};

export type Result = { name: string; about: string; rows: Row[] };

export type BenchSettings = {
  /** Seconds instead of minutes; for a look, not for the record. */
  quick: boolean;
  /** Tells a person how far it is. */
  progress: (text: string) => void;
};

export type Bench = (settings: BenchSettings) => Promise<Result>;

export const isMet = ({ value, target, atLeast = false }: Row): boolean => target === null || (atLeast ? value >= target : value <= target);

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** By nearest rank. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
};
