import { QuotaExhausted } from '../readers/quota.js';

const firstRetryMs = 2000;

/** Share of the interval by which cycles are spread, so that many services do not ask at the same second. */
const jitterShare = 0.1;
const quotaJitterMs = 5000;

type After = {
  /** What the cycle before ended with; undefined where it went well. */
  failure?: unknown;
  /** Failed cycles in a row. */
  failures: number;
  intervalMs: number;
  nowMs: number;
  /** 0 to 1. */
  random: number;
};

/** Milliseconds until the next cycle: the interval; after an exhausted quota its next minute; after another failure sooner, then ever later. */
export const nextCycleDelayMs = ({ failure, failures, intervalMs, nowMs, random }: After): number => {
  if (failure instanceof QuotaExhausted) return Math.max(0, failure.retryAt.getTime() - nowMs) + random * quotaJitterMs;
  const baseMs = failures === 0 ? intervalMs : Math.min(intervalMs, firstRetryMs * 2 ** (failures - 1));
  return baseMs * (1 + (random * 2 - 1) * jitterShare);
};
