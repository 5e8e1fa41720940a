import { leavesOf, type ListingFilter, type Measure, type SimpleCondition, type Watch } from '@tickettape/contracts';
import { holdMsOf, rearmMsOf } from '../episodes/settings.js';

/** A value whose past somebody asks for. */
export type SeriesNeed = {
  key: string;
  measure: Measure;
  filter: ListingFilter;
  currency: string | null;
  windowMs: number;
  sampleMs: number | null;
};

/** What must be known of the past of a book to judge its watches. */
export type Needs = {
  /** Milliseconds before the last look for which it must be known what looks proved. */
  streakMs: number;
  /** Milliseconds before each of these for which the book must be known. */
  historyMs: number;
  /** Milliseconds for which listings that are gone are remembered. */
  goneMs: number;
  series: readonly SeriesNeed[];
};

/** Slices of the window of an unusual value: so many samples are kept. */
const slices = 200;

/** A listing that was there within this time is not new when it appears again. */
export const newListingMemoryMs = 3_600_000;

export const needsOf = (watches: readonly Watch[]): Needs => {
  const series = new Map<string, SeriesNeed>();
  let [streakMs, historyMs, goneMs] = [0, 0, 0];
  for (const watch of watches) {
    const leaves = leavesOf(watch.condition);
    const gone = Math.max(0, ...leaves.map(goneMsOf));
    streakMs = Math.max(streakMs, 2 * holdMsOf(watch), rearmMsOf(watch));
    historyMs = Math.max(historyMs, gone, ...leaves.map(historyMsOf));
    goneMs = Math.max(goneMs, gone);
    for (const need of leaves.flatMap(seriesNeedOf)) {
      const before = series.get(need.key);
      if (before === undefined || before.windowMs < need.windowMs) series.set(need.key, need);
    }
  }
  return { streakMs, historyMs, goneMs, series: [...series.values()] };
};

/** Whether what is known for the sake of `held` is enough for `needs`. */
export const covers = (held: Needs, needs: Needs): boolean =>
  held.streakMs >= needs.streakMs &&
  held.historyMs >= needs.historyMs &&
  held.goneMs >= needs.goneMs &&
  needs.series.every((need) => held.series.some(({ key, windowMs }) => key === need.key && windowMs >= need.windowMs));

/** A series that `condition` looks at; none where it needs no past value. */
export const seriesNeedOf = (condition: SimpleCondition): SeriesNeed[] => {
  if (condition.kind === 'market-unusual')
    return [seriesNeed(condition.measure, condition, Math.max(1, Math.floor((condition.withinSeconds * 1_000) / slices)))];
  if (condition.kind === 'get-in-moves' || condition.kind === 'get-in-low' || condition.kind === 'get-in-high')
    return [seriesNeed('get-in', condition)];
  if (condition.kind === 'median-moves') return [seriesNeed('median', condition)];
  if (condition.kind === 'listings-moves') return [seriesNeed('listings', condition)];
  return condition.kind === 'tickets-moves' ? [seriesNeed('tickets', condition)] : [];
};

type Told = ListingFilter & { withinSeconds: number; currency?: string | undefined };

const seriesNeed = (measure: Measure, told: Told, sampleMs: number | null = null): SeriesNeed => {
  const { section, zone, row, quantity, withinSeconds, currency = null } = told;
  const filter = { section, zone, row, quantity };
  const windowMs = withinSeconds * 1_000;
  return {
    key: JSON.stringify([measure, currency, section, zone, row, quantity, sampleMs]),
    measure,
    filter,
    currency,
    windowMs,
    sampleMs,
  };
};

const historyMsOf = (condition: SimpleCondition): number => {
  if (condition.kind === 'market-quiet') return condition.withinSeconds * 1_000;
  return Math.max(0, ...seriesNeedOf(condition).map(({ windowMs }) => windowMs));
};

const goneMsOf = (condition: SimpleCondition): number => {
  if (condition.kind === 'listing-back') return condition.withinSeconds * 1_000;
  return condition.kind === 'new-listing' ? newListingMemoryMs : 0;
};
