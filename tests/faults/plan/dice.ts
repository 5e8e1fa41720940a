import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Chance that a seed repeats. */
export type Dice = {
  /** An integer from 0 to `bound` - 1. */
  below: (bound: number) => number;
  /** An integer, both ends included. */
  between: (low: number, high: number) => number;
  chance: (share: number) => boolean;
  pick: <Item>(items: readonly Item[]) => Item;
};

export const diceOf = (seed: number): Dice => {
  const random = xoroshiro128plus(seed);
  const between = (low: number, high: number) => uniformInt(random, low, high);
  const below = (bound: number) => between(0, bound - 1);
  return { below, between, chance: (share) => below(1_000_000) < share * 1_000_000, pick: (items) => items[below(items.length)]! };
};
