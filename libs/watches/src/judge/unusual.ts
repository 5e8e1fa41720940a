import type { SimpleCondition } from '@tickettape/contracts';
import type { SeenLook } from '../books/look.js';
import { seriesNeedOf } from '../books/needs.js';
import { duration, instantOf, measureName, rounded, valueText } from '../words/phrases.js';
import { holds, over, unproven, type Judgement } from './judgement.js';

type Unusual = Extract<SimpleCondition, { kind: 'market-unusual' }>;

/** Samples without which nothing is usual yet. */
const fewestSamples = 20;
/** Spreads from the median: so many and more are unusual, and fewer than these are usual again. */
const unusualSpreads = 4;
const usualSpreads = 2;
/** A normal distribution's standard deviation for its median absolute deviation. Ref: https://en.wikipedia.org/wiki/Median_absolute_deviation */
const deviationScale = 1.4826;
/** A market that never moves has no spread of its own; a move within so many percent is nothing unusual. */
const leastSpreadPercent = 1;

type Usual = { median: number; spread: number; samples: number; sinceMs: number };

/** Holds when a complete look is far from what the market's own looks of the window make usual, by their median and median absolute deviation. */
export const judgeUnusual = (condition: Unusual, look: SeenLook): Judgement => {
  if (!look.complete) return unproven;
  const { value, currency } = look.snapshot.value(condition.measure, condition, condition.currency ?? null);
  const usual = usualOf(condition, look, currency);
  if (value === null || usual === null) return unproven;
  const spreads = Math.abs(value - usual.median) / usual.spread;
  const name = measureName(condition.measure, condition);
  const now = `${name} ${valueText(value, currency)} is`;
  const known = `its median ${valueText(usual.median, currency)} of ${usual.samples} samples of the last ${duration(condition.withinSeconds)}`;
  if (spreads < usualSpreads) return over(`${now} near ${known}`);
  if (spreads < unusualSpreads) return unproven;
  const side = value < usual.median ? 'below' : 'above';
  const reason = `${now} ${rounded(spreads)} times its usual spread of ${valueText(Math.round(usual.spread), currency)} ${side} ${known}`;
  const before = {
    value: usual.median,
    observedAt: instantOf(usual.sinceMs),
  };
  return holds(reason, [], [{ measure: condition.measure, currency, before, after: { value, observedAt: look.observedAt } }]);
};

const usualOf = (condition: Unusual, { before, atMs }: SeenLook, currency: string | null): Usual | null => {
  const series = before.series.get(seriesNeedOf(condition)[0]!.key);
  if (series === undefined || series.currency !== currency) return null;
  const fromMs = atMs - condition.withinSeconds * 1_000;
  const samples = series.samples.filter((sample) => sample.atMs >= fromMs);
  const values = samples.map((sample) => sample.value);
  if (values.length < fewestSamples) return null;
  const median = middle(values);
  const deviation = middle(values.map((value) => Math.abs(value - median))) * deviationScale;
  return {
    median,
    spread: Math.max(deviation, (Math.abs(median) * leastSpreadPercent) / 100, 1),
    samples: values.length,
    sinceMs: samples[0]!.atMs,
  };
};

/** Nearest rank, so that the value is one that was seen. */
const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length / 2) - 1)]!;
