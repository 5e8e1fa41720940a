import { Inject, Injectable } from '@nestjs/common';
import { bookName, type CatalogFact, outcomeOf, type SweepDue } from '@tickettape/contracts';
import type { LoadedBook } from '@tickettape/tape';
import { attributes, metrics, spanNames, withSpan } from '@tickettape/telemetry';
import { Catalogue } from '../catalogue/catalogue.js';
import { isSweepable } from '../catalogue/sweepable.js';
import { SourceStates } from '../politeness/source-states.js';
import { Planner } from '../schedule/planner.js';
import { SweepSchedule } from '../schedule/sweep-schedule.js';
import type { Source, Sources } from '../sources/source.js';
import { NOW, SOURCES } from '../tokens.js';
import { Books } from './books.js';
import { Heed } from './heed.js';
import { OneAtATime } from './one-at-a-time.js';
import { Shutdown } from './shutdown.js';
import { type Step, stepOf } from './step.js';
import { SweepReport } from './sweep-report.js';

/** A sweep of a tracked event at a source we know. */
type Sweep = { due: SweepDue; source: Source; fact: CatalogFact; loaded: LoadedBook };

/**
 * Takes a sweep that is due: looks at most once, records the look, schedules the next sweep, in this order. The message is acknowledged after that, so a
 * crash at any point brings it back, and a book that was looked at since is not looked at again for it.
 */
@Injectable()
export class Sweeper {
  private readonly perBook = new OneAtATime();

  constructor(
    private readonly catalogue: Catalogue,
    private readonly books: Books,
    private readonly states: SourceStates,
    private readonly schedule: SweepSchedule,
    private readonly planner: Planner,
    private readonly heed: Heed,
    private readonly report: SweepReport,
    private readonly shutdown: Shutdown,
    @Inject(SOURCES) private readonly sources: Sources,
    @Inject(NOW) private readonly now: () => number,
  ) {}

  sweep(due: SweepDue): Promise<void> {
    const { source, eventId } = due;
    const settings = { attributes: { [attributes.source]: source, [attributes.eventId]: eventId } };
    return this.perBook.run(bookName(due), () =>
      withSpan(spanNames.sweep, settings, async (span) => {
        const outcome = await this.take(due);
        span.setAttribute(attributes.outcome, outcome);
        metrics.sweeps_total.inc({ source: this.sources.has(source) ? source : 'unknown', outcome });
      }),
    );
  }

  private async take(due: SweepDue): Promise<string> {
    const source = this.sources.get(due.source);
    const fact = await this.catalogue.read(due);
    if (!source || !fact || !isSweepable(fact, this.now())) return 'not-tracked';
    this.report.taken(due, this.now());
    const [loaded, state] = await Promise.all([this.books.load(due), this.states.read(due.source)]);
    const step = stepOf({ due, book: loaded.book, state, pace: source.pace, nowMs: this.now() });
    return this.follow(step, { due, source, fact, loaded });
  }

  private async follow(step: Step, sweep: Sweep): Promise<string> {
    const { due, source, fact, loaded } = sweep;
    const regular = () => this.planner.regular(source, fact);
    switch (step.do) {
      case 'look':
        return this.look(sweep);
      case 'skip':
        await this.schedule.setIfNone(due, regular());
        return 'looked-since';
      case 'postpone':
        await this.schedule.set(due, { dueAtMs: step.untilMs, reason: step.why === 'quiet' ? 'retry-after' : due.reason });
        return step.why;
      case 'tell':
        await this.books.record(due, step.blindness, loaded);
        await this.schedule.set(due, regular());
        return step.blindness.reason;
      case 'rest':
        await this.schedule.set(due, regular());
        return 'paused';
    }
  }

  private async look({ due, source, fact, loaded }: Sweep): Promise<string> {
    const startedMs = performance.now();
    const look = await source.look(due, { signal: this.shutdown.signal });
    await this.heed.answer(source.name, look);
    const appended = await this.books.record(due, look.observation, loaded);
    if (!appended) {
      await this.schedule.setIfNone(due, this.planner.regular(source, fact));
      return 'overtaken';
    }
    const next = this.planner.after(source, fact, look);
    await this.schedule.set(due, next);
    this.report.swept({ appended, look, next, durationMs: performance.now() - startedMs });
    return outcomeOf(appended.fact);
  }
}
