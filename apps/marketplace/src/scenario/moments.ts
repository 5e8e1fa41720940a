import type { Moment } from '../market/plan.js';
import { day, hour, type SimulatedSeconds } from '../market/time.js';

/** Hours after midnight (the epoch is a midnight) at which the first slot has its turn; each next slot is `hoursBetweenSlots` later. */
const daily = [
  { kind: 'drop', hour: 3 },
  { kind: 'release', hour: 5 },
  { kind: 'rush', hour: 15 },
] as const satisfies readonly { kind: Moment['kind']; hour: number }[];
const hoursBetweenSlots = 4;

/** Every slot has one drop, one release and one rush on each of its days, at other hours than its neighbours. */
export const momentsBetween = (slot: number, from: SimulatedSeconds, to: SimulatedSeconds): Moment[] => {
  const firstDay = Math.floor(from / day);
  const days = Math.ceil(to / day) - firstDay;
  return Array.from({ length: days }, (_, index) => (firstDay + index) * day)
    .flatMap((midnight) =>
      daily.map(({ kind, hour: first }) => ({ kind, at: midnight + ((first + slot * hoursBetweenSlots) % 24) * hour })),
    )
    .filter(({ at }) => at > from && at < to);
};
