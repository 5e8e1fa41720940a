import type { Look } from '../books/look.js';
import type { Judgement } from '../judge/judgement.js';

/** For how long a condition has been holding, or not: a function of the looks alone. Nothing is said to have lasted over a gap in sight. */
export type Streak = {
  /** The first of the looks that found it holding one after the other, and the last of them. */
  held: { sinceMs: number; lastMs: number } | null;
  /** The first look that found it over since the last that found it holding. */
  over: { since: string; position: number; reason: string } | null;
};

export const noStreak: Streak = { held: null, over: null };

/**
 * Between two looks that find it holding there may be others that prove nothing, for as long as the condition must hold; so what is known follows from the
 * looks of twice that time.
 */
export const streakAfter = (
  streak: Streak,
  { kind, atMs, observedAt, position }: Pick<Look, 'kind' | 'atMs' | 'observedAt' | 'position'>,
  judgement: Judgement,
  holdMs: number,
): Streak => {
  switch (judgement.kind) {
    case 'holds':
      return { held: { sinceMs: streak.held?.sinceMs ?? atMs, lastMs: atMs }, over: null };
    case 'over':
      return { held: null, over: streak.over ?? { since: observedAt, position, reason: judgement.reason } };
    case 'unproven': {
      if (kind === 'blind') return noStreak;
      const isForgotten = streak.held !== null && atMs - streak.held.lastMs > holdMs;
      return isForgotten ? { ...streak, held: null } : streak;
    }
  }
};
