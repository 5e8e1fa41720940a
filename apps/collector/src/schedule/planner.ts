import { Inject, Injectable, Logger } from '@nestjs/common';
import { type BookKey, bookName, type CatalogFact } from '@tickettape/contracts';
import { metrics } from '@tickettape/telemetry';
import { Catalogue } from '../catalogue/catalogue.js';
import { isSweepable } from '../catalogue/sweepable.js';
import type { CollectorConfig } from '../config.js';
import type { Look, Source, Sources } from '../sources/source.js';
import { COLLECTOR_CONFIG, NOW, RANDOM, SOURCES } from '../tokens.js';
import { longestSweepDelayMs, nextSweepDelayMs } from './next-sweep.js';
import { planOf } from './plan.js';
import { type Appointment, SweepSchedule } from './sweep-schedule.js';

/** Milliseconds over which sweeps without a history are spread, and what each of them adds. */
const spread = { leastMs: 30_000, perEventMs: 4_000 };

/** Keeps the schedule what the catalogue asks for. */
@Injectable()
export class Planner {
  private readonly logger = new Logger('schedule');

  constructor(
    private readonly catalogue: Catalogue,
    private readonly schedule: SweepSchedule,
    @Inject(SOURCES) private readonly sources: Sources,
    @Inject(COLLECTOR_CONFIG) private readonly config: CollectorConfig,
    @Inject(NOW) private readonly now: () => number,
    @Inject(RANDOM) private readonly random: () => number,
  ) {}

  /** Follows what the catalogue now says about one event. */
  async follow(key: BookKey): Promise<void> {
    const source = this.sources.get(key.source);
    const fact = await this.catalogue.read(key);
    if (!source) return this.logger.warn({ msg: 'not swept: no such source here', ...key });
    if (!fact) return;
    const pending = await this.schedule.pending(key);
    const plan = planOf(fact, pending, this.now(), longestSweepDelayMs(this.intervalSeconds(fact), source.pace));
    if (plan === 'cancel') await this.schedule.cancel(key);
    if (plan === 'schedule') await this.schedule.setIfNone(key, this.soon('first', source, 1));
    if (plan === 'hurry') await this.schedule.set(key, this.regular(source, fact));
  }

  /** Gives every event that is to be swept and has no sweep to come one, spread so that they do not all come at once. */
  async recover(): Promise<number> {
    const [events, names] = [await this.sweepable(), await this.schedule.names()];
    for (const name of this.sources.keys()) {
      metrics.tracked_events.set({ source: name }, events.filter(({ data }) => data.source === name).length);
    }
    const lost = events.filter(({ data }) => !names.has(bookName(data)));
    for (const { data } of lost) {
      await this.schedule.setIfNone(data, this.soon('recovered', this.sources.get(data.source)!, lost.length));
    }
    return lost.length;
  }

  /** The events that are swept, of all sources here. */
  async sweepable(): Promise<CatalogFact[]> {
    const facts = await Array.fromAsync(this.catalogue.all());
    return facts.filter((fact) => this.sources.has(fact.data.source) && isSweepable(fact, this.now()));
  }

  /** The next sweep of an event in its own rhythm; `stretch` multiplies its interval. */
  regular(source: Source, fact: CatalogFact, stretch = 1): Appointment {
    const delayMs = nextSweepDelayMs(this.intervalSeconds(fact) * stretch, source.pace, this.random);
    return { dueAtMs: this.now() + delayMs, reason: 'interval' };
  }

  /** The next sweep after a look: in its own rhythm, but not while the source wants to be left alone, and half as often where it does not say for how long. */
  after(source: Source, fact: CatalogFact, { observation, retryAfterMs }: Look): Appointment {
    const throttled = observation.kind === 'blind' && observation.reason === 'throttled';
    const regular = this.regular(source, fact, throttled && retryAfterMs === null ? 2 : 1);
    const allowedMs = this.now() + (retryAfterMs ?? 0);
    return allowedMs > regular.dueAtMs ? { dueAtMs: allowedMs, reason: 'retry-after' } : regular;
  }

  /** One of `count` sweeps that are all wanted soon. */
  soon(reason: Appointment['reason'], { pace }: Source, count: number): Appointment {
    const windowMs = Math.max(spread.leastMs, spread.perEventMs * count) / pace.speed;
    return { dueAtMs: this.now() + this.random() * windowMs, reason };
  }

  private intervalSeconds({ data }: CatalogFact): number {
    return data.intervalSeconds ?? this.config.SWEEP_INTERVAL_SECONDS;
  }
}
