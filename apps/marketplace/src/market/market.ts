import { fold, type Book, type Change } from './listing.js';
import type { MarketPlan } from './plan.js';
import { Simulation } from './simulation.js';
import type { SimulatedSeconds } from './time.js';

/** A market at any simulated time. Asking for a later time simulates further once; asking for an earlier one reads the record. */
export class Market {
  private readonly simulation: Simulation;

  constructor(plan: MarketPlan) {
    this.simulation = new Simulation(plan);
  }

  bookAt(at: SimulatedSeconds): Book {
    return fold(this.changesUntil(at));
  }

  /** All changes up to and including `at`, in their order. */
  changesUntil(at: SimulatedSeconds): readonly Change[] {
    this.simulation.advanceTo(at);
    const { changes } = this.simulation;
    return changes.slice(0, firstAfter(changes, at));
  }
}

const firstAfter = (changes: readonly Change[], at: SimulatedSeconds): number => {
  let [low, high] = [0, changes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (changes[middle]!.at <= at) low = middle + 1;
    else high = middle;
  }
  return low;
};
