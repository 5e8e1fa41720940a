import { Inject, Injectable } from '@nestjs/common';
import type { CatalogFact } from '@tickettape/contracts';
import type { CollectorConfig } from '../config.js';
import type { NotNow } from '../politeness/not-now.js';
import type { Look, Source } from '../sources/source.js';
import { COLLECTOR_CONFIG, NOW, RANDOM } from '../tokens.js';
import { longestSweepDelayMs, nextSweepDelayMs } from './next-sweep.js';
import type { Appointment } from './sweep-schedule.js';

/** Milliseconds over which sweeps that are wanted soon are spread, and what each of them adds. */
const spread = { leastMs: 30_000, perEventMs: 4_000 };

/** Draws when events are swept. */
@Injectable()
export class Rhythm {
  constructor(
    @Inject(COLLECTOR_CONFIG) private readonly config: CollectorConfig,
    @Inject(NOW) private readonly now: () => number,
    @Inject(RANDOM) private readonly random: () => number,
  ) {}

  /** By the interval of the event; `stretch` multiplies it. */
  regular({ pace }: Source, fact: CatalogFact, stretch = 1): Appointment {
    return { dueAtMs: this.now() + nextSweepDelayMs(this.intervalSeconds(fact) * stretch, pace, this.random), reason: 'interval' };
  }

  /** After a look: not while the source wants to be left alone, and half as often where it does not say for how long. */
  after(source: Source, fact: CatalogFact, { observation, retryAfterMs }: Look): Appointment {
    const throttled = observation.kind === 'blind' && observation.reason === 'throttled';
    const regular = this.regular(source, fact, throttled && retryAfterMs === null ? 2 : 1);
    const allowedMs = this.now() + (retryAfterMs ?? 0);
    return allowedMs > regular.dueAtMs ? { dueAtMs: allowedMs, reason: 'retry-after' } : regular;
  }

  /** One of `count` sweeps that are all wanted soon. */
  soon({ pace }: Source, reason: Appointment['reason'], count: number): Appointment {
    const windowMs = Math.max(spread.leastMs, spread.perEventMs * count) / pace.speed;
    return { dueAtMs: this.now() + this.random() * windowMs, reason };
  }

  /** Soon after a host may be asked again, but not at once with everything else that waited for it. */
  reopening({ pace }: Source, { untilMs, why }: NotNow): Appointment {
    const isRequested = why === 'retry-after' || why === 'push-back' || why === 'failing';
    return { dueAtMs: untilMs + (this.random() * spread.leastMs) / pace.speed, reason: isRequested ? 'retry-after' : 'budget' };
  }

  /** The longest wait that `regular` draws for the event. */
  longestDelayMs({ pace }: Source, fact: CatalogFact): number {
    return longestSweepDelayMs(this.intervalSeconds(fact), pace);
  }

  private intervalSeconds({ data }: CatalogFact): number {
    return data.intervalSeconds ?? this.config.SWEEP_INTERVAL_SECONDS;
  }
}
