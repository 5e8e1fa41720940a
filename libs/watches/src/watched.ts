import type { BookKey, Condition, Reach, Watch, WatchFact } from '@tickettape/contracts';
import { isSame } from './same.js';

/** A watch, and since when its rule is what it is, or since it was resumed: a look from before cannot open an episode of it. */
export type Watched = Watch & { since: string; isPaused: boolean };

/** What is known of one watch id. A removed watch keeps its revision, so that an old definition met again does not bring it back. */
export type WatchState = {
  revision: number;
  /** Time of the last fact; null before the first. */
  changedAt: string | null;
  watch: Watched | null;
};

export type Rule = BookKey & { condition: Condition };

/** Whether two watches ask the same question of the same book; name and channels are no part of the question. */
export const sameRule = (a: Rule, b: Rule): boolean => a.source === b.source && a.eventId === b.eventId && isSame(a.condition, b.condition);

/** Whom a watch tells, and how much it matters. */
export const reachOf = ({ channels, severity, recipients }: Watched): Reach => ({
  channels,
  ...(severity !== undefined && { severity }),
  ...(recipients !== undefined && { recipients }),
});

/** The watch after `fact`; a revision that was met before changes nothing. */
export const evolveWatch = (state: WatchState, fact: WatchFact): WatchState => {
  const { revision } = fact.data;
  if (revision <= state.revision) return state;
  if (fact.type === 'watch.removed.v1') return { revision, changedAt: fact.time, watch: null };
  const { revision: _, ...watch } = fact.data;
  const goesOn = state.watch !== null && sameRule(state.watch, watch) && fact.type !== 'watch.resumed.v1';
  const since = goesOn ? state.watch!.since : fact.time;
  return { revision, changedAt: fact.time, watch: { ...watch, since, isPaused: isPausedAfter(fact, state) } };
};

/** A pause lasts until it is taken back, also where the watch is defined anew meanwhile. */
const isPausedAfter = ({ type }: WatchFact, { watch }: WatchState): boolean =>
  type === 'watch.paused.v1' || (type === 'watch.defined.v1' && (watch?.isPaused ?? false));

export const unknownWatch: WatchState = { revision: 0, changedAt: null, watch: null };
