import type { SimpleCondition } from '@tickettape/contracts';
import type { SeenLook } from '../books/look.js';
import { at, duration, instantOf } from '../words/phrases.js';
import { holds, over, unproven, type Judgement } from './judgement.js';

type MarketQuiet = Extract<SimpleCondition, { kind: 'market-quiet' }>;

/** Holds when complete looks without a gap in sight found nothing new for so long; is over at the first change, which a partial look proves as well. */
export const judgeQuiet = ({ withinSeconds }: MarketQuiet, look: SeenLook): Judgement => {
  const { delta, complete, after, atMs } = look;
  const changes = delta === null ? 0 : delta.appeared.length + delta.changed.length + delta.gone.length;
  if (changes > 0) return over(`${changes === 1 ? 'a listing' : `${changes} listings`} appeared, changed or went`);
  const sinceMs = after.calmSinceMs;
  if (!complete || sinceMs === null || atMs - sinceMs < withinSeconds * 1_000) return unproven;
  return holds(
    `nothing appeared, changed or went since ${at(instantOf(sinceMs), look.observedAt)}, for at least ${duration(withinSeconds)}`,
  );
};
