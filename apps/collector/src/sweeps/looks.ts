import { Inject, Injectable } from '@nestjs/common';
import { needsSecondLook, type Blindness } from '@tickettape/book';
import { type CatalogFact, outcomeOf, type SweepDue } from '@tickettape/contracts';
import { lastSpanOf } from '../schedule/last-span.js';
import { startsAtMsOf } from '../schedule/rhythm.js';
import { Succession } from '../schedule/succession.js';
import type { CollectorConfig } from '../config.js';
import type { Look, Source } from '../sources/source.js';
import { COLLECTOR_CONFIG, NOW } from '../tokens.js';
import { KeptAnswers } from '../answers/kept-answers.js';
import { Books, type HeldBook } from './books.js';
import { Heed } from './heed.js';
import { Shutdown } from './shutdown.js';
import { SweepReport } from './sweep-report.js';

/** A sweep of a tracked event at a source we know, with the book as it stands. */
export type Sweep = { due: SweepDue; source: Source; fact: CatalogFact; loaded: HeldBook };

/** Looks, records the look, schedules the next sweep, in this order. Gives how the look ended. */
@Injectable()
export class Looks {
  constructor(
    private readonly books: Books,
    private readonly heed: Heed,
    private readonly succession: Succession,
    private readonly answers: KeptAnswers,
    private readonly report: SweepReport,
    private readonly shutdown: Shutdown,
    @Inject(COLLECTOR_CONFIG) private readonly config: CollectorConfig,
    @Inject(NOW) private readonly now: () => number,
  ) {}

  async take(sweep: Sweep): Promise<string> {
    const startedMs = performance.now();
    const look = await this.look(sweep);
    await this.heed.answer(sweep.source.name, look);
    return this.record(sweep, look, startedMs);
  }

  private async look({ source, due, loaded: { book, recall } }: Sweep): Promise<Look> {
    const timeout = AbortSignal.timeout(this.config.SWEEP_TIMEOUT_SECONDS * 1000);
    try {
      const known = book.status === 'seen' ? book.listings : undefined;
      return await source.look(due, { signal: AbortSignal.any([this.shutdown.signal, timeout]), known, recall });
    } catch (error) {
      if (!timeout.aborted || error !== timeout.reason) throw error;
      return tookTooLong(new Date(this.now()).toISOString());
    }
  }

  /** A look that was not allowed. */
  tell(sweep: Sweep, blindness: Blindness): Promise<string> {
    return this.record(sweep, { observation: blindness, retryAfterMs: null, skips: [], attempts: 0 }, performance.now());
  }

  private async record({ due, source, fact, loaded }: Sweep, look: Look, startedMs: number): Promise<string> {
    const appended = await this.books.record(due, look, loaded);
    if (!appended) {
      await this.succession.keep(source, fact);
      return 'overtaken';
    }
    this.answers.keep(due, look, appended, loaded);
    const last = lastSpanOf(loaded.book, appended.fact, startsAtMsOf(fact.data));
    const next = await this.succession.next(source, fact, { look, secondLook: needsSecondLook(appended.fact), last });
    this.report.swept({ source, appended, look, next, durationMs: performance.now() - startedMs });
    return outcomeOf(appended.fact);
  }
}

const tookTooLong = (observedAt: string): Look => ({
  observation: { kind: 'blind', observedAt, reason: 'unreachable', httpStatus: null, attempts: 1, detail: 'the look took too long' },
  retryAfterMs: null,
  skips: [],
  attempts: 1,
});
