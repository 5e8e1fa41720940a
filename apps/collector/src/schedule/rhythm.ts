import { Inject, Injectable } from '@nestjs/common';
import { startsAtLatestMs, type CatalogFact } from '@tickettape/contracts';
import type { CollectorConfig } from '../config.js';
import type { NotNow } from '../politeness/not-now.js';
import type { Pace } from '../politeness/pace.js';
import type { Look, Source } from '../sources/source.js';
import { COLLECTOR_CONFIG, NOW, RANDOM } from '../tokens.js';
import { intervalAt, nextTierMs, tiersOf, type Interval, type IntervalSettings, type Occasion } from './interval.js';
import { longestSweepDelayMs, nextSweepDelayMs } from './next-sweep.js';
import type { Appointment } from './sweep-schedule.js';

/** Milliseconds over which sweeps that are wanted soon are spread, and what each of them adds. */
const spread = { leastMs: 30_000, perEventMs: 4_000 };

/** Part of the interval after which a look that left something to be settled is followed by another. */
const secondLookStretch = 0.25;

/** Draws when events are swept. */
@Injectable()
export class Rhythm {
  private readonly settings: Omit<IntervalSettings, 'speed'>;

  constructor(
    @Inject(COLLECTOR_CONFIG) config: CollectorConfig,
    @Inject(NOW) private readonly now: () => number,
    @Inject(RANDOM) private readonly random: () => number,
  ) {
    this.settings = { baseSeconds: config.SWEEP_INTERVAL_SECONDS, tiers: tiersOf(config.SWEEP_TIERS) };
  }

  /** By the interval of the event; `stretch` multiplies it. */
  regular({ pace }: Source, fact: CatalogFact, stretch = 1): Appointment {
    return this.draw(pace, fact, stretch, this.now());
  }

  /**
   * After a look: not while the source wants to be left alone, half as often where it does not say for how long, and sooner where a second look settles
   * what this one left in doubt.
   */
  after(source: Source, fact: CatalogFact, { observation, retryAfterMs }: Look, secondLook = false): Appointment {
    if (secondLook) return { ...this.regular(source, fact, secondLookStretch), reason: 'second-look' };
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
    return longestSweepDelayMs(this.intervalAt(pace, fact, this.now()).seconds, pace);
  }

  /** A draw that reaches into a closer tier is drawn again from its beginning: a Poisson process remembers nothing. */
  private draw(pace: Pace, fact: CatalogFact, stretch: number, fromMs: number): Appointment {
    const { seconds, tier } = this.intervalAt(pace, fact, fromMs);
    const dueAtMs = fromMs + nextSweepDelayMs(seconds * stretch, pace, this.random);
    const changesMs = nextTierMs(occasionOf(fact), { ...this.settings, speed: pace.speed }, fromMs);
    if (changesMs === null || dueAtMs <= changesMs) return { dueAtMs, reason: 'interval', tier, everySeconds: seconds };
    const redrawn = this.draw(pace, fact, stretch, changesMs);
    return redrawn.dueAtMs < dueAtMs ? redrawn : { dueAtMs, reason: 'interval', tier, everySeconds: seconds };
  }

  private intervalAt({ speed }: Pace, fact: CatalogFact, atMs: number): Interval {
    return intervalAt(occasionOf(fact), { ...this.settings, speed }, atMs);
  }
}

const occasionOf = ({ data }: CatalogFact): Occasion => ({ askedSeconds: data.intervalSeconds, startsAtMs: startsAtLatestMs(data) });
