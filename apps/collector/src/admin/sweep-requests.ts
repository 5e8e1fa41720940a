import { Inject, Injectable } from '@nestjs/common';
import type { BookKey, CatalogFact } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import { HostStates } from '../politeness/host-states.js';
import { SourceStates } from '../politeness/source-states.js';
import { Planner } from '../schedule/planner.js';
import { Rhythm } from '../schedule/rhythm.js';
import { writeAll } from '../schedule/write-all.js';
import { type PendingSweep, SweepSchedule } from '../schedule/sweep-schedule.js';
import type { Source, Sources } from '../sources/source.js';
import { Books } from '../sweeps/books.js';
import { NOW, SOURCES } from '../tokens.js';

/** Sweeps that a person wants. The floors hold for people too. */
@Injectable()
export class SweepRequests {
  constructor(
    private readonly planner: Planner,
    private readonly schedule: SweepSchedule,
    private readonly rhythm: Rhythm,
    private readonly states: SourceStates,
    private readonly hosts: HostStates,
    private readonly books: Books,
    @Inject(SOURCES) private readonly sources: Sources,
    @Inject(NOW) private readonly now: () => number,
  ) {}

  /** Now, or as soon as it is allowed. Throws NOT_FOUND where no such event is swept, SOURCE_PAUSED where its source is paused. */
  async request(wanted: Partial<BookKey>): Promise<PendingSweep[]> {
    const events = (await this.planner.sweepable()).filter(({ data }) => isWanted(data, wanted));
    if (events.length === 0) throw new AppError('NOT_FOUND', { detail: 'no tracked event to come' });
    const requested: PendingSweep[] = [];
    for (const source of this.sources.values()) {
      if ((await this.states.read(source.name)).paused) continue;
      const its = events.filter(({ data }) => data.source === source.name);
      const { closedUntilMs } = await this.hosts.read(source.host);
      await writeAll(its, async ({ data }) => requested.push(await this.set(data, await this.allowedMs(data, source, closedUntilMs))));
    }
    if (requested.length === 0) throw new AppError('SOURCE_PAUSED');
    return requested;
  }

  /** Every event of a source that was resumed, spread over a short time. */
  async requestAll(source: Source): Promise<void> {
    const events = (await this.planner.sweepable()).filter(({ data }) => data.source === source.name);
    await writeAll(events, ({ data }) => this.set(data, this.rhythm.soon(source, 'requested', events.length).dueAtMs));
  }

  private async allowedMs(key: BookKey, { pace }: Source, closedUntilMs: number): Promise<number> {
    const lookedAt = await this.books.lookedAt(key);
    const floorMs = lookedAt === null ? 0 : Date.parse(lookedAt) + pace.sweepFloorMs;
    return Math.max(this.now(), floorMs, closedUntilMs);
  }

  private async set({ source, eventId }: BookKey, dueAtMs: number): Promise<PendingSweep> {
    await this.schedule.set({ source, eventId }, { dueAtMs, reason: 'requested' });
    return { source, eventId, state: 'waiting', dueAtMs, reason: 'requested' };
  }
}

const isWanted = (data: CatalogFact['data'], { source, eventId }: Partial<BookKey>): boolean =>
  (source === undefined || data.source === source) && (eventId === undefined || data.eventId === eventId);
