import type { Fault } from '../../apps/marketplace/dist/faults/fault.js';
import { randomOf } from '../../apps/marketplace/dist/market/random.js';
import { faultKinds, faultOf, isBrief, lengthOf } from './faults.js';

/** What happens to each look of a series; null is nothing. */
export type Script = readonly (Fault | null)[];

const quiet = (looks: number): null[] => Array.from({ length: looks }, () => null);

/** Honest looks before the first fault, by which a book becomes known, and after the last one. */
const looksBefore = 12;
const looksAfter = 4;

/** One look that meets the fault, as soon as the book has been seen. */
export const alone = (kind: Fault['kind']): Script => [null, faultOf(kind), ...quiet(looksAfter)];

/** A fault for some looks in the middle of a series. */
export const inTheMiddle = (kind: Fault['kind'], seed: number): Script => {
  const length = lengthOf(kind, randomOf('middle', kind, seed));
  return [...quiet(looksBefore), ...Array.from({ length }, () => faultOf(kind)), ...quiet(looksAfter)];
};

/** Faults of all kinds one after another, with honest looks between them, or none where they cannot be taken for one. */
export const mixture = (seed: number): Script => {
  const random = randomOf('mixture', seed);
  const script: (Fault | null)[] = quiet(looksBefore);
  for (let count = 0; count < 8; count += 1) {
    const kind = random.pick(faultKinds);
    script.push(...Array.from({ length: lengthOf(kind, random) }, () => faultOf(kind)), ...quiet(random.int(isBrief(kind) ? 1 : 0, 3)));
  }
  return [...script, ...quiet(looksAfter)];
};
