import { nextLookMs, type Patterns, type Span, type Subject } from '@tickettape/sampling';
import { atLeast, type Pace } from '../politeness/pace.js';

/** Shares of the mean interval that bound the draw. */
const shortest = 0.5;
const longest = 3;
const jitter = 0.1;
const thirtyDaysMs = 30 * 86_400_000;

/**
 * Milliseconds until an event is swept again: a Poisson process around its interval, so that sweeps of many events spread by themselves, with a little
 * jitter, bounded to half and three times the interval, and never below the floor of the host. `random` gives [0, 1).
 */
export const nextSweepDelayMs = (intervalSeconds: number, pace: Pace, random: () => number): number => {
  const meanMs = (intervalSeconds * 1000) / pace.speed;
  const drawnMs = -Math.log(1 - random()) * meanMs * (1 + jitter * (2 * random() - 1));
  return atLeast(pace.sweepFloorMs, Math.min(Math.max(drawnMs, shortest * meanMs), longestSweepDelayMs(intervalSeconds, pace)));
};

/** What is known of when a book changes, and since when it waits. */
export type Learned = { patterns: Patterns; subject: Subject; fromMs: number; last: Span | null };

/** Part of the interval to either side in which a learned look is drawn, so that books spread. */
const scatter = 0.25;

/** As `nextSweepDelayMs`, sooner where its book is likelier to change and later where not, as `nextLookMs` bounds it. */
export const learnedSweepDelayMs = (
  intervalSeconds: number,
  pace: Pace,
  random: () => number,
  { patterns, subject, fromMs, last }: Learned,
): number => {
  const meanIntervalMs = (intervalSeconds * 1000) / pace.speed;
  const draw = 1 + scatter * (2 * random() - 1);
  const delayMs = nextLookMs(patterns, subject, fromMs, { meanIntervalMs, draw, last }) - fromMs;
  return atLeast(pace.sweepFloorMs, Math.min(delayMs, longestSweepDelayMs(intervalSeconds, pace)));
};

/** The longest delay that is drawn; at most 30 days. */
export const longestSweepDelayMs = (intervalSeconds: number, pace: Pace): number =>
  atLeast(pace.sweepFloorMs, Math.min((longest * intervalSeconds * 1000) / pace.speed, thirtyDaysMs));
