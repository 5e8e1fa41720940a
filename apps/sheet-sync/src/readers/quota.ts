import { AppError } from '@tickettape/errors';

const minuteMs = 60_000;
const longestWaitMs = 60 * minuteMs;

/** The sheet may not be asked before `retryAt`. */
export class QuotaExhausted extends AppError {
  constructor(readonly retryAt: Date) {
    super('SHEET_UNAVAILABLE', {
      detail: `its quota is used up until ${retryAt.toISOString()}`,
      fix: 'Nothing: it is asked again then. If this repeats, raise SYNC_INTERVAL_SECONDS or use a service account of its own',
    });
  }
}

/** Quotas of the Sheets API are counted per minute and full again in the next one. Ref: https://developers.google.com/workspace/sheets/api/limits */
export const nextMinute = (now: Date): Date => new Date((Math.floor(now.getTime() / minuteMs) + 1) * minuteMs);

/** When a server that said 429 may be asked again: at its `Retry-After` (seconds or a date), not before the next minute, at most in an hour. */
export const retryAtOf = (retryAfter: string | undefined, now: Date): Date => {
  const seconds = Number(retryAfter ?? Number.NaN);
  const toldMs = Number.isNaN(seconds) ? Date.parse(retryAfter ?? '') : now.getTime() + seconds * 1000;
  const earliestMs = nextMinute(now).getTime();
  return new Date(Math.min(Math.max(earliestMs, Number.isNaN(toldMs) ? earliestMs : toldMs), now.getTime() + longestWaitMs));
};
