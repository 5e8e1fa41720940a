import { randomOf } from '../market/random.js';
import { hour, type SimulatedSeconds } from '../market/time.js';
import type { Fault } from './fault.js';

export type ScheduledFault = { at: SimulatedSeconds; fault: Fault; times: number };

/**
 * What goes wrong by itself, in turn. Nothing here stops a source for good: a login page, a challenge or a 403 would end the show until a person
 * resumes it. Three errors outlast a client that tries three times.
 */
const turns: readonly { fault: Fault; times: number }[] = [
  { fault: { kind: 'slow', delayMs: 1500 }, times: 1 },
  { fault: { kind: 'throttled', retryAfterSeconds: 2 }, times: 1 },
  { fault: { kind: 'error', status: 500 }, times: 3 },
  { fault: { kind: 'truncated' }, times: 1 },
  { fault: { kind: 'duplicates' }, times: 1 },
  { fault: { kind: 'empty' }, times: 1 },
];

const firstAt = (slot: number): SimulatedSeconds => (2 + ((slot * 1.5) % 6)) * hour;
const every = 11 * hour;
const jitter = 2 * hour;
/** A fault that met no request is forgotten. */
const lifetime = 4 * hour;

const nthFault = (seed: number, slot: number, n: number): ScheduledFault => {
  const late = n === 0 ? 0 : randomOf(seed, 'fault', slot, n).int(0, jitter);
  return { at: firstAt(slot) + n * every + late, ...turns[(slot + n) % turns.length]! };
};

/** The faults of a slot that fall due after `from`, up to and including `to`. */
export const faultsDue = (seed: number, slot: number, from: SimulatedSeconds, to: SimulatedSeconds): ScheduledFault[] => {
  const after = Math.max(from, to - lifetime);
  const firstTurn = Math.max(0, Math.floor((after - firstAt(slot) - jitter) / every));
  const lastTurn = Math.floor((to - firstAt(slot)) / every);
  return Array.from({ length: Math.max(0, lastTurn - firstTurn + 1) }, (_, index) => nthFault(seed, slot, firstTurn + index)).filter(
    ({ at }) => at > after && at <= to,
  );
};
