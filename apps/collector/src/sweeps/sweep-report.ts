import { Injectable, Logger } from '@nestjs/common';
import { outcomeOf, type SweepDue } from '@tickettape/contracts';
import type { Appended } from '@tickettape/tape';
import { metrics } from '@tickettape/telemetry';
import type { Appointment } from '../schedule/sweep-schedule.js';
import { provedBy } from '../sources/proved-by.js';
import type { Look, Source } from '../sources/source.js';

/** Skipped items named in one log line. */
const namedSkips = 10;

type Swept = { source: Source; appended: Appended; look: Look; next: Appointment; durationMs: number };

/** The log lines and metrics of sweeps: one line for every look. */
@Injectable()
export class SweepReport {
  private readonly logger = new Logger('sweep');

  taken({ source, dueAt }: SweepDue, nowMs: number): void {
    metrics.sweep_lateness_seconds.observe({ source }, Math.max(0, nowMs - Date.parse(dueAt)) / 1000);
  }

  /** Every sweep, also where no look was taken. A source that is not here has no label of its own. */
  ended({ source, eventId, reason }: SweepDue, known: boolean, outcome: string): void {
    metrics.sweeps_total.inc({ source: known ? source : 'unknown', outcome });
    this.logger.debug({ msg: 'sweep ended', source, eventId, reason, outcome });
  }

  swept({ source: { capabilities }, appended: { fact, loaded }, look, next, durationMs }: Swept): void {
    const { source, eventId, sequence } = fact.data;
    metrics.sweep_seconds.observe({ source }, durationMs / 1000);
    for (const { reason } of look.skips) metrics.listings_skipped_total.inc({ source, reason });
    this.logger.log({
      msg: 'swept',
      source,
      eventId,
      sequence,
      outcome: outcomeOf(fact),
      type: fact.type,
      listings: loaded.book.status === 'seen' ? loaded.book.listings.size : null,
      ...qualityOf(fact),
      proved: provedBy(capabilities),
      attempts: look.attempts,
      durationMs: Math.round(durationMs),
      nextAt: new Date(next.dueAtMs).toISOString(),
    });
    if (look.skips.length > 0) {
      this.logger.warn({ msg: 'items skipped', source, eventId, skipped: look.skips.length, first: look.skips.slice(0, namedSkips) });
    }
  }
}

const qualityOf = ({ type, data }: Appended['fact']): object =>
  type === 'coverage.lost.v1' ? { detail: data.detail } : { received: data.received, skipped: data.skipped, doubts: data.doubts };
