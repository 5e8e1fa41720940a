import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { skipN } from 'pure-rand/utils/skipN';

/** One stream of chance. Every call draws, so the order of calls is part of the result. */
export type Random = {
  /** From 0 to below 1. */
  fraction(): number;
  /** Both ends are possible. */
  between(low: number, high: number): number;
  /** A whole number; both ends are possible. */
  int(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  weighted<Item>(items: readonly Item[], weightOf: (item: Item) => number): Item;
  exponential(mean: number): number;
  normal(mean: number, deviation: number): number;
};

// The first numbers of neighbouring seeds resemble each other.
const warmUpDraws = 20;

/** The same labels always give the same stream; different labels give unrelated ones. */
export const randomOf = (...labels: readonly (string | number)[]): Random => {
  const generator = xoroshiro128plus(fnv1a(labels.join('/')));
  skipN(generator, warmUpDraws);
  return draws(
    () => uniformFloat64(generator),
    (low, high) => uniformInt(generator, low, high),
  );
};

const draws = (fraction: () => number, int: (low: number, high: number) => number): Random => ({
  fraction,
  int,
  between: (low, high) => low + fraction() * (high - low),
  chance: (probability) => fraction() < probability,
  pick: (items) => items[int(0, items.length - 1)]!,
  weighted: (items, weightOf) => {
    let left = fraction() * items.reduce((sum, item) => sum + weightOf(item), 0);
    return items.find((item) => (left -= weightOf(item)) < 0) ?? items.at(-1)!;
  },
  exponential: (mean) => -mean * Math.log(1 - fraction()),
  // Box-Muller; one of its two values is enough.
  normal: (mean, deviation) => mean + deviation * Math.sqrt(-2 * Math.log(1 - fraction())) * Math.cos(2 * Math.PI * fraction()),
});

const fnv1a = (text: string): number => {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
  return hash;
};
