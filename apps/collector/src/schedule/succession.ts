import { Injectable } from '@nestjs/common';
import type { CatalogFact } from '@tickettape/contracts';
import type { NotNow } from '../politeness/not-now.js';
import type { Look, Source } from '../sources/source.js';
import { Rhythm, type Seen } from './rhythm.js';
import { type Appointment, type Swept, SweepSchedule } from './sweep-schedule.js';

/** Sees to it that after every sweep another one is to come. */
@Injectable()
export class Succession {
  constructor(
    private readonly schedule: SweepSchedule,
    private readonly rhythm: Rhythm,
  ) {}

  /** After a look and what it left, or after none where the source is paused. */
  async next(source: Source, fact: CatalogFact, looked?: { look: Look } & Seen): Promise<Appointment> {
    const next = looked ? this.rhythm.after(source, fact, looked.look, looked) : this.rhythm.regular(source, fact);
    return this.schedule.succeed(fact.data, next);
  }

  /** Leaves the next sweep that somebody else has set. */
  async keep(source: Source, fact: CatalogFact): Promise<void> {
    await this.schedule.setIfNone(fact.data, this.rhythm.regular(source, fact));
  }

  /** The look could not be taken, since the host is not to be asked. */
  async giveWay(source: Source, swept: Swept, notNow: NotNow): Promise<void> {
    await this.schedule.set(swept, this.rhythm.reopening(source, notNow));
  }

  postpone(swept: Swept, dueAtMs: number, reason: Appointment['reason']): Promise<void> {
    return this.schedule.set(swept, { dueAtMs, reason });
  }
}
