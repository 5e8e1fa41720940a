import type { SimulatedSeconds } from '../market/time.js';

/** Simulated time against real time. */
export type Clock = {
  readonly epoch: Date;
  /** Simulated seconds per real second. */
  readonly speed: number;
  now(): SimulatedSeconds;
  /** May be negative: before the epoch. */
  simulatedAt(real: Date): SimulatedSeconds;
  realAt(simulated: SimulatedSeconds): Date;
};

export const clockOf = (epoch: Date, speed: number, realNow: () => Date = () => new Date()): Clock => {
  const simulatedAt = (real: Date) => Math.floor(((real.getTime() - epoch.getTime()) / 1000) * speed);
  return {
    epoch,
    speed,
    now: () => simulatedAt(realNow()),
    simulatedAt,
    realAt: (simulated) => new Date(epoch.getTime() + (simulated / speed) * 1000),
  };
};
