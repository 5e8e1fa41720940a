import type { BookFact } from '@tickettape/contracts';
import { follow, unfollowedBook, type FollowedBook } from './books/followed-book.js';
import { lookOf, type Look } from './books/look.js';
import type { Needs } from './books/needs.js';
import type { Judged } from './episodes/decide.js';
import { holdMsOf, hysteresisPercentOf } from './episodes/settings.js';
import { isAfter } from './episodes/standing.js';
import { noStreak, streakAfter, type Streak } from './episodes/streak.js';
import { judge } from './judge/judge.js';
import type { Watched } from './watched.js';

/** A book with all that its watches must know of its past; a function of the tape from a keyframe before the window of their needs on. */
export type Watching = {
  followed: FollowedBook;
  /** By watch id. One of another rule, or of before a pause, does not count. */
  streaks: ReadonlyMap<string, { since: string; streak: Streak }>;
};

export const notWatching = (): Watching => ({ followed: unfollowedBook(), streaks: new Map() });

/** The watches of one book with what they need. */
export type BookWatches = { watches: readonly Watched[]; needs: Needs };

export type Seen = {
  watching: Watching;
  /** null where the message was met before and where its book cannot be known. */
  look: Look | null;
  /** What the look proves, watch by watch in their order. */
  judged: readonly { watch: Watched; judged: Judged }[];
};

/** Takes one more message of the book. */
export const see = (before: Watching, fact: BookFact, position: number, { watches, needs }: BookWatches): Seen => {
  const followed = follow(before.followed, fact, position, needs);
  const look = lookOf(fact, position, before.followed, followed);
  if (look === null) return { watching: { ...before, followed: followed.after }, look, judged: [] };
  const streaks = new Map<string, { since: string; streak: Streak }>();
  const judged = watches.map((watch) => {
    const one = judgeOne(watch, look, streakOf(before, watch));
    streaks.set(watch.watchId, { since: watch.since, streak: one.after });
    return { watch, judged: one };
  });
  return { watching: { followed: followed.after, streaks }, look, judged };
};

/** Looks from before the rule was what it is count for nothing. */
const judgeOne = (watch: Watched, look: Look, before: Streak): Judged => {
  if (!isAfter(look.observedAt, watch.since)) return { look, judgement: { kind: 'unproven' }, before: noStreak, after: noStreak };
  const judgement = judge(watch.condition, look, hysteresisPercentOf(watch));
  return { look, judgement, before, after: streakAfter(before, look, judgement, holdMsOf(watch)) };
};

const streakOf = ({ streaks }: Watching, { watchId, since }: Watched): Streak => {
  const known = streaks.get(watchId);
  return known?.since === since ? known.streak : noStreak;
};

/** Whether a watch began before the last look, so that looks before this one count for it that nobody has judged for it. */
export const isBehind = ({ followed, streaks }: Watching, { watches }: BookWatches): boolean => {
  const { observedAt } = followed.book;
  return observedAt !== null && watches.some(({ watchId, since }) => streaks.get(watchId)?.since !== since && isAfter(observedAt, since));
};
