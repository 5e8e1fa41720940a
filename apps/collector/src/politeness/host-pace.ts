import type { PaceSettings } from '../sources/configuration/entry.js';

const strictest = (pick: (...values: number[]) => number, a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : pick(a, b);

/** What holds for a host that two sources share: of each limit the one that asks less. */
export const sharedPace = (a: PaceSettings, b: PaceSettings): PaceSettings => ({
  delaySeconds:
    a.delaySeconds && b.delaySeconds
      ? [Math.max(a.delaySeconds[0], b.delaySeconds[0]), Math.max(a.delaySeconds[1], b.delaySeconds[1])]
      : (a.delaySeconds ?? b.delaySeconds),
  requestsPerMinute: strictest(Math.min, a.requestsPerMinute, b.requestsPerMinute),
  burst: strictest(Math.min, a.burst, b.burst),
  requestsPerDay: strictest(Math.min, a.requestsPerDay, b.requestsPerDay),
  silence:
    a.silence && b.silence
      ? {
          requests: Math.min(a.silence.requests, b.silence.requests),
          quietSeconds: Math.max(a.silence.quietSeconds, b.silence.quietSeconds),
        }
      : (a.silence ?? b.silence),
});
