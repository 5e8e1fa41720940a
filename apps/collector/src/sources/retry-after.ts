const dayMs = 86_400_000;

/**
 * Milliseconds to wait by a `Retry-After` header, which holds seconds or an HTTP date (RFC 9110, 10.2.3); at most a day.
 * null where there is no header or it cannot be read.
 */
export const retryAfterMs = (header: string | null, nowMs: number): number | null => {
  const text = header?.trim() ?? '';
  const waitMs = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - nowMs;
  return Number.isNaN(waitMs) ? null : Math.min(Math.max(waitMs, 0), dayMs);
};
