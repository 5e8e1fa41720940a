import { Inject, Injectable } from '@nestjs/common';
import { bookName, type SweepDue } from '@tickettape/contracts';
import { attributes, spanNames, withSpan } from '@tickettape/telemetry';
import { Catalogue } from '../catalogue/catalogue.js';
import { isSweepable } from '../catalogue/sweepable.js';
import { NotNow } from '../politeness/not-now.js';
import { SourceStates } from '../politeness/source-states.js';
import { Succession } from '../schedule/succession.js';
import type { Sources } from '../sources/source.js';
import { NOW, SOURCES } from '../tokens.js';
import { Books } from './books.js';
import { Looks, type Sweep } from './looks.js';
import { OneAtATime } from './one-at-a-time.js';
import { type Step, stepOf } from './step.js';
import { SweepReport } from './sweep-report.js';

/**
 * Takes a sweep that is due. The message is acknowledged when the look is recorded and the next sweep is scheduled, so a crash at any point brings it
 * back; a book that was looked at since is not looked at again for it.
 */
@Injectable()
export class Sweeper {
  private readonly perBook = new OneAtATime();

  constructor(
    private readonly catalogue: Catalogue,
    private readonly books: Books,
    private readonly states: SourceStates,
    private readonly succession: Succession,
    private readonly looks: Looks,
    private readonly report: SweepReport,
    @Inject(SOURCES) private readonly sources: Sources,
    @Inject(NOW) private readonly now: () => number,
  ) {}

  sweep(due: SweepDue): Promise<void> {
    const settings = { attributes: { [attributes.source]: due.source, [attributes.eventId]: due.eventId } };
    return this.perBook.run(bookName(due), () =>
      withSpan(spanNames.sweep, settings, async (span) => {
        const outcome = await this.take(due);
        span.setAttribute(attributes.outcome, outcome);
        this.report.ended(due, this.sources.has(due.source), outcome);
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
    const { due, source, fact } = sweep;
    switch (step.do) {
      case 'look':
        return this.look(sweep);
      case 'tell':
        return this.looks.tell(sweep, step.blindness);
      case 'rest':
        await this.succession.next(source, fact);
        return 'paused';
      case 'skip':
        await this.succession.keep(source, fact);
        return 'looked-since';
      case 'postpone':
        await this.succession.postpone(due, step.untilMs, due.reason);
        return step.why;
    }
  }

  private async look(sweep: Sweep): Promise<string> {
    try {
      return await this.looks.take(sweep);
    } catch (error) {
      if (!(error instanceof NotNow)) throw error;
      await this.succession.giveWay(sweep.source, sweep.due, error);
      return error.why;
    }
  }
}
