import { isLoopback } from '@tickettape/config';

/** How fast a host may be asked at most. No configuration makes it faster. */
export type Pace = {
  /** Milliseconds between two sweeps of one event, at least. */
  sweepFloorMs: number;
  /** Milliseconds between the beginnings of two requests to the host, at least. */
  requestFloorMs: number;
  /** Divides every wait, for simulated time; 1 for any host but this machine. */
  speed: number;
};

/** The floors of `hostname`. On this machine the floor only keeps a slip of the pen from spinning. */
export const paceOf = (hostname: string, speed: number): Pace =>
  isLoopback(hostname)
    ? { sweepFloorMs: 100, requestFloorMs: 0, speed: Math.max(1, speed) }
    : { sweepFloorMs: 60_000, requestFloorMs: 1_000, speed: 1 };

/** `delayMs`, but never below `floorMs`, also where a wrong number got through the configuration. */
export const atLeast = (floorMs: number, delayMs: number): number => (delayMs >= floorMs ? delayMs : floorMs);
