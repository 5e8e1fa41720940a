import { describe, expect, it } from 'vitest';
import { faultKinds } from './faults.js';
import { play } from './play.js';
import { scoreOf } from './score.js';
import { alone, inTheMiddle, mixture, type Script } from './script.js';

/** In `npm test`; `npm run test:honesty -- --seeds 1000` plays more. */
const seeds = Array.from({ length: 25 }, (_, seed) => seed);

/** What must be nothing: false statements, missed blindness, a book that is not found again, and more than three still answers before one is doubted. */
const lies = async (script: Script, seed: number) => {
  const { gone, back, missed, longestLate, recovered } = scoreOf(await play(script, seed));
  return { seed, gone: gone.said - gone.right, back: back.said - back.right, missed, late: Math.max(0, longestLate - 3), lost: !recovered };
};
const nothing = (seed: number) => ({ seed, gone: 0, back: 0, missed: 0, late: 0, lost: false });

describe('a series of looks with faults', () => {
  it.each(faultKinds)('%s, alone: nothing false is gone, no blindness is missed, and the book is found again', async (kind) => {
    for (const seed of seeds.slice(0, 4)) {
      expect(await lies(alone(kind), seed)).toEqual(nothing(seed));
    }
  });

  it.each(faultKinds)('%s, in the middle: the same', async (kind) => {
    for (const seed of seeds.slice(0, 4)) {
      expect(await lies(inTheMiddle(kind, seed), seed)).toEqual(nothing(seed));
    }
  });

  it('random mixtures: the same', async () => {
    for (const seed of seeds) {
      expect(await lies(mixture(seed), seed)).toEqual(nothing(seed));
    }
  });
});
