import { formatSpan, unknown } from './span.js';

const soonMs = 48 * 3_600_000;

export type Start = { startsAt: string | null; localDate: string | null };

/**
 * When an event begins: `in 12m 04s` within two days, else its date. Where the venue's zone is not known only its local date can be said,
 * never how long it takes.
 */
export const formatStart = ({ startsAt, localDate }: Start, nowMs: number): string => {
  if (startsAt === null) return localDate?.slice(0, 10) ?? unknown;
  const untilMs = Date.parse(startsAt) - nowMs;
  if (untilMs <= 0) return 'begun';
  return untilMs <= soonMs ? `in ${formatSpan(untilMs)}` : startsAt.slice(0, 10);
};
