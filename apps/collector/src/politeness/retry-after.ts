import { httpDateMs } from './http-date.js';

const dayMs = 86_400_000;

/**
 * Milliseconds to wait by a `Retry-After` header: seconds, or an HTTP date (RFC 9110, 10.2.3). A date in the past is no wait; at most a day.
 * null where there is no header or it cannot be read.
 */
export const retryAfterMs = (header: string | null, nowMs: number): number | null => {
  const text = header?.trim() ?? '';
  const dateMs = httpDateMs(text, nowMs);
  const waitMs = /^\d+$/.test(text) ? Number(text) * 1000 : dateMs === null ? null : dateMs - nowMs;
  return waitMs === null ? null : Math.min(Math.max(waitMs, 0), dayMs);
};
