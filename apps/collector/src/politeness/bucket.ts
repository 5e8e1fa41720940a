import { z } from 'zod';

/** How much may be asked of a host, or of one operation of it, at most. null: no such limit. */
export type Limits = {
  /** Tokens of a full bucket: requests that may follow each other, at their spacing, after a time of rest. At least 2. */
  burst: number;
  /** Tokens that come back in a minute. */
  perMinute: number | null;
  /** Requests in a UTC day. */
  perDay: number | null;
  /**
   * For a limit that clears only after silence: its counter lives for `quietMs` after the last request, whichever that was, so that asking slowly
   * does not help. After `requests` in a row we are silent for that long.
   */
  silence: { requests: number; quietMs: number } | null;
};

/** What was granted so far, by the clock all replicas share. */
export const Bucket = z.object({
  /** Tokens that a full bucket held more, at `atMs`. */
  missing: z.number(),
  /** The last turn granted; it may lie ahead. */
  atMs: z.number(),
  /** Turns granted since the last silence. */
  inRow: z.number(),
  /** The UTC day of the last turn, in days since 1970, and the turns granted in it. */
  day: z.number(),
  today: z.number(),
});
export type Bucket = z.output<typeof Bucket>;

export const fullBucket: Bucket = { missing: 0, atMs: 0, inRow: 0, day: 0, today: 0 };

/**
 * Milliseconds by which a granted turn may be used late; later it is void. The limits hold for requests as they begin, so each of them counts with
 * the lateness of the turn before.
 */
export const graceMs = 250;

export type Constraint = { untilMs: number; why: 'budget' | 'quota' | 'silence' };

/** What keeps the next turn of a bucket waiting; `share` is the part of the rate that is in force, from 0 to 1. */
export const constraintsOf = (bucket: Bucket, limits: Limits, share: number): Constraint[] => [
  { untilMs: tokenMs(bucket, limits, share), why: 'budget' },
  { untilMs: silenceMs(bucket, limits), why: 'silence' },
];

/** The first instant at or after `fromMs` at which the daily quota allows a turn; a turn that could be used after midnight waits for the new day. */
export const withinQuotaMs = (bucket: Bucket, { perDay }: Limits, fromMs: number): number => {
  if (perDay === null) return fromMs;
  const day = dayOf(fromMs);
  const spent = bucket.day === day && bucket.today >= perDay;
  return spent || dayOf(fromMs + graceMs) !== day ? (day + 1) * dayMs : fromMs;
};

/** The bucket after a turn at `startMs`, which its constraints allow. */
export const charged = (bucket: Bucket, limits: Limits, share: number, startMs: number): Bucket => {
  const { silence } = limits;
  const day = dayOf(startMs);
  const cleared = silence !== null && startMs - bucket.atMs >= silence.quietMs + graceMs;
  return {
    missing: limits.perMinute === null ? 0 : Math.max(0, bucket.missing - (startMs - bucket.atMs) * perMs(limits.perMinute, share)) + 1,
    atMs: startMs,
    inRow: silence === null || cleared ? 1 : bucket.inRow + 1,
    day,
    today: bucket.day === day ? bucket.today + 1 : 1,
  };
};

const dayMs = 86_400_000;
const dayOf = (ms: number): number => Math.floor(ms / dayMs);
const perMs = (perMinute: number, share: number): number => (perMinute * share) / 60_000;

const tokenMs = ({ missing, atMs }: Bucket, { burst, perMinute }: Limits, share: number): number => {
  if (perMinute === null) return 0;
  const capacity = Math.max(1, burst - perMs(perMinute, 1) * graceMs);
  return atMs + Math.max(0, missing + 1 - capacity) / perMs(perMinute, share);
};

const silenceMs = ({ inRow, atMs }: Bucket, { silence }: Limits): number =>
  silence === null || inRow < silence.requests ? 0 : atMs + silence.quietMs + graceMs;
