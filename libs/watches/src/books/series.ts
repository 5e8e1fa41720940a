/** A value of one complete look, at its instant in milliseconds. */
export type Point = { atMs: number; value: number };

/**
 * What is kept of the values of a window: enough to know the extremes of every shorter window, and how the value is spread. A value is kept in
 * `lows` as long as no later one is as low, and in `highs` likewise; so a window of any length has its lowest value first in `lows`.
 */
export type Series = {
  currency: string | null;
  lows: readonly Point[];
  highs: readonly Point[];
  /** The instants of the last looks, oldest first. */
  recentMs: readonly number[];
  /** The last value of each slice of time; empty where nobody asks for it. */
  samples: readonly Point[];
};

export const noSeries: Series = { currency: null, lows: [], highs: [], recentMs: [], samples: [] };

/** Looks after which a window is known well enough to speak of its lowest and highest value. */
export const looksToCompare = 10;

type Kept = { windowMs: number; sampleMs: number | null };

/** The series after one more value; values in another currency are of another series. */
export const extend = (series: Series, point: Point, currency: string | null, { windowMs, sampleMs }: Kept): Series => {
  const before = series.currency === currency ? series : noSeries;
  const fromMs = point.atMs - windowMs;
  return {
    currency,
    lows: pushed(before.lows, point, fromMs, (earlier) => earlier >= point.value),
    highs: pushed(before.highs, point, fromMs, (earlier) => earlier <= point.value),
    recentMs: [...before.recentMs, point.atMs].slice(-looksToCompare),
    samples: sampleMs === null ? [] : sampled(before.samples, point, fromMs, sampleMs),
  };
};

const pushed = (points: readonly Point[], point: Point, fromMs: number, isBeaten: (earlier: number) => boolean): readonly Point[] => {
  let end = points.length;
  while (end > 0 && isBeaten(points[end - 1]!.value)) end -= 1;
  let start = 0;
  while (start < end && points[start]!.atMs < fromMs) start += 1;
  return [...points.slice(start, end), point];
};

const sampled = (samples: readonly Point[], point: Point, fromMs: number, sampleMs: number): readonly Point[] => {
  const slice = (atMs: number): number => Math.floor(atMs / sampleMs);
  const last = samples.at(-1);
  const kept = last !== undefined && slice(last.atMs) === slice(point.atMs) ? samples.slice(0, -1) : samples;
  return [...kept.filter(({ atMs }) => atMs >= fromMs), point];
};

/** The lowest and the highest value since `fromMs`; null where there is none. */
export const lowestSince = ({ lows }: Series, fromMs: number): Point | null => lows.find(({ atMs }) => atMs >= fromMs) ?? null;
export const highestSince = ({ highs }: Series, fromMs: number): Point | null => highs.find(({ atMs }) => atMs >= fromMs) ?? null;

/** Whether there were enough looks since `fromMs` to speak of the lowest and the highest value. */
export const isKnownWell = ({ recentMs }: Series, fromMs: number): boolean => recentMs.length === looksToCompare && recentMs[0]! >= fromMs;
