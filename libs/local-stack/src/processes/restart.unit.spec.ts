import { describe, expect, it } from 'vitest';
import { decideRestart } from './restart.js';

describe('decideRestart', () => {
  it('waits twice as long after each crash', () => {
    const crashes = [1_000, 2_000, 3_000, 4_000, 5_000];
    const delays = crashes.map((_, index) => decideRestart(crashes.slice(0, index + 1)));
    expect(delays).toEqual([200, 400, 800, 1_600, 3_200].map((afterMs) => ({ decision: 'restart', afterMs })));
  });

  it('gives up at the sixth crash within a minute', () => {
    expect(decideRestart([0, 10_000, 20_000, 30_000, 40_000, 59_999])).toEqual({ decision: 'give up' });
  });

  it('forgets crashes of more than a minute ago', () => {
    expect(decideRestart([0, 1, 2, 3, 4, 70_000])).toEqual({ decision: 'restart', afterMs: 200 });
    expect(decideRestart([0, 10_000, 20_000, 30_000, 40_000, 60_000])).toEqual({ decision: 'restart', afterMs: 3_200 });
  });
});
