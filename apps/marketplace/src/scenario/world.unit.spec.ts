import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getIn } from '../market/listing.js';
import { day } from '../market/time.js';
import { keptAfterStart, World } from './world.js';

const slots = 7;
const time = fc.integer({ min: 0, max: 400 * day });

describe('world', () => {
  it('tells the same events at the same time, whatever was asked before', () => {
    fc.assert(
      fc.property(fc.array(time, { maxLength: 4 }), time, (before, at) => {
        const asked = new World(1, slots);
        for (const earlier of before) asked.eventsInSheet(earlier);
        expect(asked.eventsInSheet(at)).toEqual(new World(1, slots).eventsInSheet(at));
      }),
    );
  });

  it('never runs dry: every slot has exactly one event to come', () => {
    fc.assert(
      fc.property(time, (at) => {
        const coming = new World(1, slots).eventsInSheet(at).filter(({ startsAt }) => startsAt > at);
        expect(new Set(coming.map(({ slot }) => slot)).size).toBe(slots);
        expect(coming).toHaveLength(slots);
      }),
    );
  });

  it('keeps the row of a passed event for a while, then drops it', () => {
    const world = new World(1, slots);
    const [first] = world.eventsInSheet(0);
    const listed = (at: number) => world.eventsInSheet(at).some(({ eventId }) => eventId === first!.eventId);
    expect(listed(first!.startsAt + keptAfterStart - 1)).toBe(true);
    expect(listed(first!.startsAt + keptAfterStart)).toBe(false);
  });

  it('gives every event its own id above 2^31, and finds it by that id from its announcement on', () => {
    const world = new World(1, slots);
    const events = Array.from({ length: 60 }, (_, week) => world.eventsInSheet(week * 7 * day)).flat();
    const unique = new Map(events.map((event) => [event.eventId, event]));
    expect(new Set([...unique.values()].map(({ slot, generation }) => `${slot}/${generation}`)).size).toBe(unique.size);
    for (const event of unique.values()) {
      expect(Number(event.eventId)).toBeGreaterThan(2 ** 31);
      expect(world.findEvent(event.eventId, event.announcedAt)).toEqual(event);
      expect(world.findEvent(event.eventId, event.announcedAt - 1)).toBeUndefined();
    }
  });

  it('numbers listings above 2^31 and never twice, in any market', () => {
    const world = new World(1, slots);
    const ids = world.eventsInSheet(0).flatMap((event) => [
      ...world
        .marketOf(event)
        .bookAt(event.startsAt - 1)
        .keys(),
    ]);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(Number(id)).toBeGreaterThan(2 ** 31);
  });

  it('simulates a forgotten market again, to the same truth', () => {
    const world = new World(1, slots);
    const [event] = world.eventsInSheet(0);
    const before = world.marketOf(event!).changesUntil(event!.startsAt);
    world.eventsInSheet(100 * day);
    expect(world.marketOf(event!).changesUntil(event!.startsAt)).toEqual(before);
  });

  it('lets a get-in price fall by a tenth between 12 and 25 seconds after the epoch at 720-fold speed', () => {
    const world = new World(1, slots);
    const markets = world.eventsInSheet(0).map((event) => world.marketOf(event));
    const getInAt = (at: number) => markets.map((market) => getIn(market.bookAt(at).values())!);
    const [before, after] = [getInAt(12 * 720), getInAt(25 * 720)];
    expect(Math.min(...after.map((price, index) => price / before[index]!))).toBeLessThan(0.9);
  });

  it('lets a get-in price fall by a fifth somewhere in any 45 seconds at 720-fold speed', () => {
    const world = new World(1, slots);
    const markets = world
      .eventsInSheet(0)
      .filter(({ slot }) => slot < 6)
      .map((event) => world.marketOf(event));
    for (let from = 0; from < 2.5 * day; from += 45 * 720) {
      const times = Array.from({ length: 10 }, (_, look) => from + look * 5 * 720);
      const falls = markets.map((market) => {
        const prices = times.map((at) => getIn(market.bookAt(at).values())!);
        return Math.min(...prices.slice(1).map((price, index) => price / prices[index]!));
      });
      expect(Math.min(...falls)).toBeLessThan(0.8);
    }
  });
});
