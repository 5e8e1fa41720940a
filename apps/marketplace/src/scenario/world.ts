import { Market } from '../market/market.js';
import type { MarketPlan } from '../market/plan.js';
import { day, type SimulatedSeconds } from '../market/time.js';
import { eventAfter, firstEvent, type ScheduledEvent } from './events.js';
import { momentsBetween } from './moments.js';

/** How long the sheet keeps the row of an event that has begun. */
export const keptAfterStart = 4 * day;

/** All events and markets of one seed. Every answer is a function of the seed and the time asked for. */
export class World {
  private readonly eventsOfSlots: ScheduledEvent[][];
  private readonly markets = new Map<string, Market>();

  /** `slots` events run at the same time. */
  constructor(
    private readonly seed: number,
    slots: number,
  ) {
    this.eventsOfSlots = Array.from({ length: slots }, (_, slot) => [firstEvent(seed, slot)]);
  }

  /** The next to start first. */
  eventsInSheet(at: SimulatedSeconds): ScheduledEvent[] {
    const events = this.announced(at)
      .filter(({ startsAt }) => startsAt + keptAfterStart > at)
      .toSorted((a, b) => a.startsAt - b.startsAt);
    this.forgetAllBut(events);
    return events;
  }

  /** Also an event that has left the sheet; undefined for an id that is none, or none yet. */
  findEvent(eventId: string, at: SimulatedSeconds): ScheduledEvent | undefined {
    return this.announced(at).find((event) => event.eventId === eventId);
  }

  marketOf(event: ScheduledEvent): Market {
    const market = this.markets.get(event.eventId) ?? new Market(planOf(this.seed, event));
    this.markets.set(event.eventId, market);
    return market;
  }

  private announced(at: SimulatedSeconds): ScheduledEvent[] {
    for (const events of this.eventsOfSlots) {
      while (events.at(-1)!.startsAt <= at) events.push(eventAfter(this.seed, events.at(-1)!));
    }
    return this.eventsOfSlots.flat().filter(({ announcedAt }) => announcedAt <= at);
  }

  // A market that is asked for again is simulated again, so a long run needs no more memory than a short one.
  private forgetAllBut(events: readonly ScheduledEvent[]): void {
    const kept = new Set(events.map(({ eventId }) => eventId));
    for (const eventId of this.markets.keys()) if (!kept.has(eventId)) this.markets.delete(eventId);
  }
}

const planOf = (seed: number, { eventId, house, slot, generation, announcedAt, startsAt }: ScheduledEvent): MarketPlan => ({
  label: `${seed}/market/${eventId}`,
  venue: house.venue,
  currency: house.currency,
  fees: house.fees,
  basePrice: house.basePrice,
  size: house.size,
  releaseSection: house.releaseSection,
  opensAt: announcedAt,
  closesAt: startsAt,
  firstListingId: 10_000_000_001 + slot * 10_000_000_000 + generation * 1_000_000,
  moments: momentsBetween(slot, announcedAt, startsAt),
});
