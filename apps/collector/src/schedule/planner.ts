import { Inject, Injectable, Logger } from '@nestjs/common';
import { type BookKey, bookName, type CatalogFact } from '@tickettape/contracts';
import { metrics } from '@tickettape/telemetry';
import { Catalogue } from '../catalogue/catalogue.js';
import { isSweepable } from '../catalogue/sweepable.js';
import type { Sources } from '../sources/source.js';
import { NOW, SOURCES } from '../tokens.js';
import { planOf } from './plan.js';
import { Rhythm } from './rhythm.js';
import { SweepSchedule } from './sweep-schedule.js';
import { writeAll } from './write-all.js';

/** Keeps the schedule what the catalogue asks for. */
@Injectable()
export class Planner {
  private readonly logger = new Logger('schedule');

  constructor(
    private readonly catalogue: Catalogue,
    private readonly schedule: SweepSchedule,
    private readonly rhythm: Rhythm,
    @Inject(SOURCES) private readonly sources: Sources,
    @Inject(NOW) private readonly now: () => number,
  ) {}

  /** Follows what the catalogue now says about one event. */
  async follow(key: BookKey): Promise<void> {
    const source = this.sources.get(key.source);
    if (!source) return this.logger.warn({ msg: 'not swept: no such source here', source: key.source, eventId: key.eventId });
    const fact = await this.catalogue.read(key);
    if (!fact) return;
    const plan = planOf(fact, await this.schedule.pending(key), this.now(), this.rhythm.longestDelayMs(source, fact));
    if (plan === 'cancel') await this.schedule.cancel(key);
    if (plan === 'schedule') await this.schedule.setIfNone(fact.data, this.rhythm.soon(source, 'first', 1));
    if (plan === 'hurry') await this.schedule.set(fact.data, this.rhythm.regular(source, fact));
  }

  /** Gives every event that is to be swept and has no sweep to come one, spread so that they do not all come at once. */
  async recover(): Promise<number> {
    const events = await this.sweepable();
    this.count(events);
    const names = await this.schedule.names();
    const lost = events.filter(({ data }) => !names.has(bookName(data)));
    await writeAll(lost, ({ data }) =>
      this.schedule.setIfNone(data, this.rhythm.soon(this.sources.get(data.source)!, 'recovered', lost.length)),
    );
    return lost.length;
  }

  /** The events that are swept, of all sources here. */
  async sweepable(): Promise<CatalogFact[]> {
    const facts = await Array.fromAsync(this.catalogue.all());
    return facts.filter((fact) => this.sources.has(fact.data.source) && isSweepable(fact, this.now()));
  }

  private count(events: readonly CatalogFact[]): void {
    for (const source of this.sources.keys()) {
      metrics.tracked_events.set({ source }, events.filter(({ data }) => data.source === source).length);
    }
  }
}
