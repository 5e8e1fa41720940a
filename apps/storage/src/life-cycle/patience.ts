import { AppError } from '@tickettape/errors';
import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds before each new try; the last entry repeats. */
const delaysMs = [20, 50, 100, 200, 500] as const;

/** How long a switch waits for others, all in all. */
export class Patience {
  private readonly endsAtMs: number;

  constructor(ms: number) {
    this.endsAtMs = performance.now() + ms;
  }

  /** Tries until nothing is in the way. Throws SWITCH_BLOCKED with what still is when the time is over. */
  async until(inTheWay: () => Promise<string | null>): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      const what = await inTheWay();
      if (what === null) return;
      if (performance.now() > this.endsAtMs) throw new AppError('SWITCH_BLOCKED', { detail: what });
      await delay(delaysMs[Math.min(tries, delaysMs.length - 1)]);
    }
  }
}
