/** What to do with a process that ended although nobody asked it to. */
export type Restart = { decision: 'restart'; afterMs: number } | { decision: 'give up' };

const windowMs = 60_000;
const crashesAllowed = 5;
const firstDelayMs = 200;
const longestDelayMs = 5_000;

/**
 * Restarts with a doubling delay, and gives up at the sixth crash within a minute.
 * @param crashedAtMs when it crashed, the last one included, in milliseconds of any one clock
 */
export const decideRestart = (crashedAtMs: readonly number[]): Restart => {
  const now = crashedAtMs.at(-1) ?? 0;
  const recent = crashedAtMs.filter((at) => now - at < windowMs).length;
  if (recent > crashesAllowed) return { decision: 'give up' };
  return { decision: 'restart', afterMs: Math.min(firstDelayMs * 2 ** Math.max(0, recent - 1), longestDelayMs) };
};
