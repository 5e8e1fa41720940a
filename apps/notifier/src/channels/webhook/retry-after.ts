/** `Retry-After` as milliseconds from `nowMs`, whether it was told in seconds or as a date; undefined where it says neither. */
export const retryAfterMsOf = (header: unknown, nowMs: number): number | undefined => {
  if (typeof header !== 'string' || header.trim() === '') return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1_000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
};
