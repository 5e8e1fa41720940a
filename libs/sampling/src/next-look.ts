import { intensityAt, surpriseOf } from './intensity.js';
import type { Patterns } from './patterns.js';
import type { Span, Subject } from './span.js';

/** No book is looked at more than four times as often as it was asked for, and none less than a third as often, so that none starves. */
export const shares = { least: 1 / 3, most: 4 } as const;

/** What a surprise still says after this long is a third (1/e) of what it said at first. */
const surpriseFadesMs = 2 * 3_600_000;

/** Parts of the mean interval in which the rate is taken as constant. */
const stepsPerInterval = 16;

/**
 * How often a book is to be looked at, where 1 is as often as asked for. Looks at intervals T cost 1/T and let a change wait T/2, so that a budget lets
 * all changes together wait least where every T goes with 1/√(changes per hour).
 */
export const shareAt = (patterns: Patterns, subject: Subject, atMs: number, surprise = 1): number => {
  if (patterns.meanRoot === 0) return 1;
  const share = Math.sqrt(intensityAt(patterns, subject, atMs) * surprise) / patterns.meanRoot;
  return Math.min(shares.most, Math.max(shares.least, share));
};

export type NextLook = {
  /** What the book is asked to be looked at on average. */
  meanIntervalMs: number;
  /** Where in the rhythm this look falls: 1 on average, drawn by the caller so that books spread. */
  draw: number;
  /** What the last two whole looks showed; null where there were none. */
  last: Span | null;
};

/** When the share of the budget that a look costs has come together again. */
export const nextLookMs = (patterns: Patterns, subject: Subject, fromMs: number, { meanIntervalMs, draw, last }: NextLook): number => {
  const surprise = last === null ? 1 : surpriseOf(patterns, last);
  const stepMs = meanIntervalMs / stepsPerInterval;
  let [atMs, due] = [fromMs, draw];
  for (;;) {
    const fading = 1 + (surprise - 1) * Math.exp(-(atMs - fromMs) / surpriseFadesMs);
    const gained = shareAt(patterns, subject, atMs + stepMs / 2, fading) / stepsPerInterval;
    if (gained >= due) return atMs + (stepMs * due) / gained;
    [atMs, due] = [atMs + stepMs, due - gained];
  }
};
