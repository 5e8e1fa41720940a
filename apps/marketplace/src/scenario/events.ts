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
const firstDays = [3, 6, 10, 14, 21, 30] as const;
/** Later events start this many days after their announcement; both ends are possible. */
const laterDays = { low: 5, high: 21 } as const;
/** How long the sheet keeps the row of an event that has begun. */
export const keptAfterStart = 2 * day;

/** The events of `slots` slots that are in the sheet at `at`, the next to start first. */
export const eventsInSheet = (seed: number, slots: number, at: SimulatedSeconds): ScheduledEvent[] =>
  Array.from({ length: slots }, (_, slot) => slot)
    .flatMap((slot) => generations(seed, slot, at).filter(({ startsAt }) => startsAt + keptAfterStart > at))
    .toSorted((a, b) => a.startsAt - b.startsAt);

/** Any event announced by `at`, also one that has left the sheet; undefined for an id that is none. */
export const findEvent = (seed: number, slots: number, eventId: string, at: SimulatedSeconds): ScheduledEvent | undefined =>
  Array.from({ length: slots }, (_, slot) => slot)
    .flatMap((slot) => generations(seed, slot, at))
    .find((event) => event.eventId === eventId);

/** All events of a slot that are announced by `at`. */
const generations = (seed: number, slot: number, at: SimulatedSeconds): ScheduledEvent[] => {
  const events = [eventOf(seed, slot, 0, 0)];
  for (let last = events[0]!; last.startsAt <= at; events.push(last)) last = eventOf(seed, slot, last.generation + 1, last.startsAt);
  return events;
};

const eventOf = (seed: number, slot: number, generation: number, announcedAt: SimulatedSeconds): ScheduledEvent => {
  const random = randomOf(seed, 'event', slot, generation);
  const house = houses[slot % houses.length]!;
  const days = generation === 0 ? firstDays[slot % firstDays.length]! : random.int(laterDays.low, laterDays.high);
  const name = house.acts[generation % house.acts.length]!;
  return { eventId: eventId(seed, slot, generation), slot, generation, name, house, announcedAt, startsAt: announcedAt + days * day };
};

// Seed, slot and generation each have their own digits, so ids stay apart.
const eventId = (seed: number, slot: number, generation: number): string =>
  String(5_000_000_000 + (seed % 90_000) * 10_000_000 + slot * 100_000 + generation * 37 + 11);
