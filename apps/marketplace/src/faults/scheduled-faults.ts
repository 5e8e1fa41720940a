import type { SimulatedSeconds } from '../market/time.js';
import { isFollowed, type Marketplace } from '../marketplace.js';
import type { ScheduledEvent } from '../scenario/events.js';
import { faultsDue } from './schedule.js';

/** Arms the faults of the default run as they fall due; each waits for the next answers for its event. */
export class ScheduledFaults {
  private readonly armedUntil = new Map<number, SimulatedSeconds>();

  constructor(private readonly marketplace: Marketplace) {}

  arm(event: ScheduledEvent): void {
    const { settings, clock, faults } = this.marketplace;
    if (settings.faults === 'none' || !isFollowed(this.marketplace, event)) return;
    const now = clock.now();
    const { slot, eventId } = event;
    for (const { fault, times } of faultsDue(settings.seed, slot, this.armedUntil.get(slot) ?? -1, now)) {
      faults.arm({ ...fault, eventId, after: 0, times });
    }
    this.armedUntil.set(slot, now);
  }
}
