import { z } from 'zod';

/** What a run leaves behind, so that the next one goes on with the same events, ids and truth. */
export const RememberedRun = z.object({
  seed: z.int(),
  /** Simulated seconds per real second. */
  speed: z.number().positive(),
  epoch: z.iso.datetime(),
  /** The last instant known to have been shown; written every `rememberedEverySeconds`. */
  lastSeenAt: z.iso.datetime(),
});
export type RememberedRun = z.infer<typeof RememberedRun>;

export const rememberedEverySeconds = 5;
const shortPauseSeconds = 60;

/**
 * The epoch with which a run goes on. After a short pause nothing has changed: simulated time went on meanwhile. A longer pause, or another
 * speed, is taken out, so that simulated time stands where it stood and never runs backwards.
 */
export const resumedEpoch = (last: RememberedRun | null, run: { seed: number; speed: number }, now: Date): Date => {
  if (last?.seed !== run.seed) return now;
  const pauseSeconds = (now.getTime() - Date.parse(last.lastSeenAt)) / 1000;
  if (pauseSeconds < shortPauseSeconds && last.speed === run.speed) return new Date(last.epoch);
  // A killed run may have shown a little more than it had written down.
  const shownUntil = Math.min(now.getTime(), Date.parse(last.lastSeenAt) + rememberedEverySeconds * 1000);
  const simulatedMs = (shownUntil - Date.parse(last.epoch)) * last.speed;
  return new Date(now.getTime() - simulatedMs / run.speed);
};
