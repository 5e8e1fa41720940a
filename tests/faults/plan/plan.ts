import type { Observation } from '@tickettape/book';
import type { BookKey } from '@tickettape/contracts';
import { diceOf, type Dice } from './dice.js';
import { anyFaults, type Fault } from './fault.js';
import { marketLooks } from './market.js';
import { poisonNames, type PoisonName } from './poison.js';

/** What the writer does next. */
export type Step =
  | { kind: 'look'; key: BookKey; observation: Observation }
  | { kind: 'poison'; key: BookKey; poison: PoisonName }
  /** An earlier message is published again, by hand or as a retry of its writer; `share` says which, 0 the first, 1 the newest. */
  | { kind: 'repeat'; share: number; as: 'with headers' | 'without headers' | 'same id' }
  | { kind: 'fault'; fault: Fault }
  | { kind: 'pause'; ms: number };

export type Plan = { seed: number; books: BookKey[]; steps: Step[] };

/** Everything a run does, from its seed alone. When it meets the running processes is up to them. */
export const planRun = (seed: number): Plan => {
  const dice = diceOf(seed);
  const books = Array.from({ length: dice.between(2, 5) }, (_, index) => ({ source: 'stubhub', eventId: String(5_000_001 + index) }));
  const steps = interleavedLooks(dice, books, dice.between(200, 320));
  const mischief: Step[] = [
    ...Array.from({ length: dice.between(3, 7) }, (): Step => ({ kind: 'poison', key: dice.pick(books), poison: dice.pick(poisonNames) })),
    ...Array.from({ length: dice.between(5, 12) }, () => anyRepeat(dice)),
    ...anyFaults(dice).map((fault): Step => ({ kind: 'fault', fault })),
  ];
  for (const step of mischief) steps.splice(dice.between(1, steps.length - 1), 0, step);
  return { seed, books, steps };
};

const anyRepeat = (dice: Dice): Step => ({
  kind: 'repeat',
  share: dice.chance(0.4) ? 1 : dice.below(1_000) / 1_000,
  as: dice.pick(['with headers', 'without headers', 'same id'] as const),
});

/** Some books are looked at often, some seldom; the writer is sometimes fast and sometimes slow. */
const interleavedLooks = (dice: Dice, books: readonly BookKey[], looks: number): Step[] => {
  const next = new Map(books.map((key) => [key, marketLooks(dice, looks)[Symbol.iterator]()]));
  const often = books.flatMap((key, index) => Array.from({ length: index + 1 }, () => key));
  return Array.from({ length: looks }, (_, index): Step[] => {
    const key = dice.pick(often);
    const look: Step = { kind: 'look', key, observation: next.get(key)!.next().value! };
    const isBurst = Math.floor(index / 40) % 2 === 1;
    return isBurst || dice.chance(0.3) ? [look] : [look, { kind: 'pause', ms: dice.between(1, 70) }];
  }).flat();
};
