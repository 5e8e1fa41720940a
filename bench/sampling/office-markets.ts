import { randomOf } from '../../apps/marketplace/dist/market/random.js';
import type { Market, MarketChange } from './play.ts';

const epochMs = Date.parse('2026-06-01T00:00:00Z');
const [minuteMs, hourMs, dayMs] = [60_000, 3_600_000, 86_400_000];
const [offices, days] = [6, 28];

/** Offices that give out about ten appointments on working days after seven, taken within half an hour or so, and now and then one that was cancelled. */
export const officeMarkets = (seed: number): Market[] =>
  Array.from({ length: offices }, (_, office) => {
    const random = randomOf(seed, 'office', office);
    const changes: MarketChange[] = [];
    const offer = (listingId: string, atMs: number) =>
      changes.push({ atMs, listingId, state: 'free' }, { atMs: atMs + random.exponential(25) * minuteMs, listingId, state: null });
    for (let day = 0; day < days; day += 1) {
      const startMs = epochMs + day * dayMs;
      if (day % 7 < 5)
        for (let slot = 0; slot < random.int(6, 14); slot += 1)
          offer(`${day}/${slot}`, startMs + 7 * hourMs + random.between(0, 40) * minuteMs);
      if (random.chance(0.5)) offer(`${day}/cancelled`, startMs + random.between(8, 20) * hourMs);
    }
    changes.sort((a, b) => a.atMs - b.atMs);
    return { eventId: `office ${office}`, startsAtMs: null, opensAtMs: epochMs, closesAtMs: epochMs + days * dayMs, changes };
  });
