import { Logger } from '@nestjs/common';
import { AppError, kindOf, logLevelOf } from '@tickettape/errors';
import { metrics } from '@tickettape/telemetry';
import { QuotaExhausted } from '../readers/quota.js';
import type { CycleResult } from './sync-cycle.js';
import type { SyncReport } from '@tickettape/admin-answers';

const namedRejections = 20;

/** Says to the log and to the metrics how cycles end. What is the same as after the cycle before is not said again. */
export class CycleLog {
  private readonly logger = new Logger('sync');
  private saidBefore = '';

  ended(result: CycleResult): void {
    measure(result.report);
    this.logger[isNews(result.report) ? 'log' : 'debug']({ msg: 'sheet synced', ...result.report });
    const said = JSON.stringify([result.findings, result.holds]);
    if (said !== this.saidBefore) this.tellPeople(result);
    this.saidBefore = said;
  }

  failed(error: unknown): void {
    metrics.sheet_syncs_total.inc({ outcome: outcomeOf(error) });
    const { code, fix } = error instanceof AppError ? error : { code: 'BUG', fix: undefined };
    const msg = error instanceof Error ? error.message : String(error);
    this.logger[logLevelOf(error)]({ msg: `sheet not synced: ${msg}`, code, fix, ...(kindOf(error) === 'bug' ? { err: error } : {}) });
  }

  private tellPeople({ findings, holds }: CycleResult): void {
    for (const { tab, reason, token, names, of } of holds)
      this.logger.warn({ msg: 'removals held back', tab, reason, removals: names.length, of, confirm: token });
    const rejected = findings.filter(({ severity }) => severity === 'rejected');
    if (rejected.length > 0) this.logger.warn({ msg: 'rows rejected', cells: rejected.length, first: rejected.slice(0, namedRejections) });
  }
}

const measure = ({ outcome, durationMs, events, watches }: SyncReport): void => {
  metrics.sheet_syncs_total.inc({ outcome });
  metrics.sheet_sync_seconds.observe(durationMs / 1000);
  metrics.sheet_last_sync_timestamp_seconds.set(Date.now() / 1000);
  for (const [tab, numbers] of Object.entries({ Events: events, Watches: watches })) {
    if (numbers === null) continue;
    metrics.sheet_rows.set({ tab, state: 'good' }, numbers.good);
    metrics.sheet_rows.set({ tab, state: 'rejected' }, numbers.rejected);
    metrics.sheet_removals_held.set({ tab }, numbers.held);
  }
};

const isNews = ({ events, watches, outcome }: SyncReport): boolean =>
  outcome !== 'synced' || [events, watches].some((tab) => Object.keys(tab?.published ?? {}).length > 0);

const outcomeOf = (error: unknown): string => {
  if (error instanceof QuotaExhausted) return 'quota';
  const code = error instanceof AppError ? error.code : undefined;
  if (code === 'SHEET_UNREADABLE') return 'unreadable';
  return kindOf(error) === 'unavailable' ? 'unavailable' : 'failed';
};
