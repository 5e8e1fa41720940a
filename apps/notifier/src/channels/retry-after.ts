/** `Retry-After` as milliseconds from `nowMs`, whether it was told in seconds, whole or not, or as a date; undefined where it says neither. */
export const retryAfterMsOf = (header: unknown, nowMs: number): number | undefined => {
  if (typeof header !== 'string' || header.trim() === '') return undefined;
  if (/^\d+(\.\d+)?$/.test(header.trim())) return Math.ceil(Number(header) * 1_000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
};
