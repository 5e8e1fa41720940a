import { randomOf } from '../market/random.js';
import { day, type SimulatedSeconds } from '../market/time.js';
import { houses, type House } from './houses.js';

/** One event of the run. A slot holds one event after the other: the next is announced when the last has begun. */
export type ScheduledEvent = {
  /** Decimal, above 2^31. */
  eventId: string;
  slot: number;
  /** 0 for the first event of its slot. */
  generation: number;
  name: string;
  house: House;
  announcedAt: SimulatedSeconds;
  startsAt: SimulatedSeconds;
};

/** Days from the epoch to the first event of each slot, so that something ends soon and something lasts. */
const firstDays = [3, 6, 10, 14, 21, 30, 8] as const;
/** Later events start this long after their announcement, at any second, so that hardly ever two start together. */
const later = { soonest: 5 * day, latest: 21 * day } as const;

export const firstEvent = (seed: number, slot: number): ScheduledEvent => ({
  ...identity(seed, slot, 0),
  announcedAt: 0,
  startsAt: firstDays[slot % firstDays.length]! * day,
});

export const eventAfter = (seed: number, { slot, generation, startsAt }: ScheduledEvent): ScheduledEvent => {
  const ahead = randomOf(seed, 'ahead', slot, generation).int(later.soonest, later.latest);
  return { ...identity(seed, slot, generation + 1), announcedAt: startsAt, startsAt: startsAt + ahead };
};

const identity = (seed: number, slot: number, generation: number) => {
  const house = houses[slot % houses.length]!;
  return { eventId: eventId(seed, slot, generation), slot, generation, house, name: house.acts[generation % house.acts.length]! };
};

// Seed, slot and generation each have their own digits, so ids stay apart.
const eventId = (seed: number, slot: number, generation: number): string =>
  String(5_000_000_000 + (seed % 90_000) * 10_000_000 + slot * 100_000 + generation * 37 + 11);
