import { nextLookMs } from '@tickettape/sampling';
import type { Policy } from './play.ts';

/** What a draw of the Poisson schedule is bounded to, as the collector bounds it. */
const bounds = { shortest: 0.5, longest: 3 } as const;

export const fixed =
  (meanMs: number): Policy =>
  (subject, fromMs, { last, random }) =>
    fromMs + (last === null ? random() * meanMs : meanMs);

export const poisson =
  (meanMs: number): Policy =>
  (_subject, fromMs, { random }) =>
    fromMs + meanMs * Math.min(bounds.longest, Math.max(bounds.shortest, -Math.log(1 - random())));

/** A quarter of the interval to either side, so that books spread. */
export const adaptive =
  (meanMs: number): Policy =>
  (subject, fromMs, { patterns, last, random }) =>
    nextLookMs(patterns, subject, fromMs, { meanIntervalMs: meanMs, draw: last === null ? random() : 0.75 + random() / 2, last });
