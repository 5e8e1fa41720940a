import { Market } from '../market/market.js';
import type { MarketPlan } from '../market/plan.js';
import type { SimulatedSeconds } from '../market/time.js';
import { eventsInSheet, findEvent, type ScheduledEvent } from './events.js';
import { momentsBetween } from './moments.js';

/** All events and markets of one seed. Every answer is a function of the seed and the time asked for. */
export class World {
  private readonly markets = new Map<string, Market>();

  constructor(
    private readonly seed: number,
    /** Events that run at the same time. */
    private readonly slots: number,
  ) {}

  eventsInSheet(at: SimulatedSeconds): ScheduledEvent[] {
    const events = eventsInSheet(this.seed, this.slots, at);
    this.forgetAllBut(events);
    return events;
  }

  findEvent(eventId: string, at: SimulatedSeconds): ScheduledEvent | undefined {
    return findEvent(this.seed, this.slots, eventId, at);
  }

  marketOf(event: ScheduledEvent): Market {
    const market = this.markets.get(event.eventId) ?? new Market(planOf(this.seed, event));
    this.markets.set(event.eventId, market);
    return market;
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
