import type { Listing } from '@tickettape/contracts';
import type { Recall } from '../source.js';

/** How far ahead an item is searched: more than go at once from one place of an answer. */
const stepsAhead = 16;

/** How each item of an answer was written and what it was read as, in the order of the answer; 16 bytes for each. It holds whatever has become of the book. */
export class WrittenItems implements Recall {
  /** `listings` holds null where an item was skipped. */
  constructor(
    private readonly fingerprints: Float64Array,
    private readonly listings: readonly (Listing | null)[],
  ) {}

  get size(): number {
    return this.listings.length;
  }

  /** Beside each item of another answer the listing that it was read as; null where none is near that place. */
  recall(fingerprints: Float64Array): (Listing | null)[] {
    const recalled: (Listing | null)[] = [];
    for (let index = 0, at = 0; index < fingerprints.length; index += 1) {
      const place = this.placeOf(fingerprints[index]!, at);
      if (place >= 0) at = place + 1;
      recalled.push(place < 0 ? null : this.listings[place]!);
    }
    return recalled;
  }

  private placeOf(fingerprint: number, from: number): number {
    const last = Math.min(this.fingerprints.length, from + stepsAhead);
    for (let place = from; place < last; place += 1) if (this.fingerprints[place] === fingerprint) return place;
    return -1;
  }
}
