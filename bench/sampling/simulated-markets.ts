import { World } from '../../apps/marketplace/dist/scenario/world.js';
import type { Market } from './play.ts';

/** A Monday, so that hours of the week mean something. */
const epochMs = Date.parse('2026-06-01T00:00:00Z');
const events = 6;

/** The first events of the simulator, each from its opening to its start. */
export const simulatedMarkets = (seed: number): Market[] => {
  const world = new World(seed, events);
  return world.eventsInSheet(0).map((event) => {
    const changes = world
      .marketOf(event)
      .changesUntil(event.startsAt)
      .filter(({ at, cause }) => at > event.announcedAt && cause !== 'event-started');
    return {
      eventId: event.eventId,
      startsAtMs: epochMs + event.startsAt * 1000,
      opensAtMs: epochMs + event.announcedAt * 1000,
      closesAtMs: epochMs + event.startsAt * 1000,
      changes: changes.map(({ at, listingId, after }) => ({
        atMs: epochMs + at * 1000,
        listingId,
        state: after === null ? null : `${after.allInPrice} ${after.quantity}`,
      })),
    };
  });
};
