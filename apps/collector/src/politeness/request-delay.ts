import { atLeast, type Pace } from './pace.js';

export type Bias = 'uniform' | 'normal' | 'exponential';

/** The range of the random delay between two requests and how it leans within it. */
export type RequestDelay = { minSeconds: number; maxSeconds: number; bias: Bias };

/** Milliseconds from the beginning of one request to the next one to the same host. `random` gives [0, 1). */
export const requestDelayMs = ({ minSeconds, maxSeconds, bias }: RequestDelay, pace: Pace, random: () => number): number => {
  const share = shares[bias](random);
  const delayMs = ((minSeconds + share * (maxSeconds - minSeconds)) * 1000) / pace.speed;
  return atLeast(pace.requestFloorMs, delayMs);
};

const clamp = (share: number): number => Math.min(Math.max(share, 0), 1);

/** Where in the range a delay falls, from 0 to 1. */
const shares: Record<Bias, (random: () => number) => number> = {
  uniform: (random) => clamp(random()),
  /** Around the middle, with 99.7 % inside the range. */
  normal: (random) => clamp(0.5 + gaussian(random) / 6),
  /** Mostly near the minimum: 95 % inside the range. */
  exponential: (random) => clamp(-Math.log(1 - random()) / 3),
};

/** Box-Muller. */
const gaussian = (random: () => number): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
