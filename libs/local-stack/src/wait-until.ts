import { setTimeout as delay } from 'node:timers/promises';

/** Repeats `attempt` until it no longer throws; then, or after `timeoutMs`, its outcome stands. */
export const waitUntil = async <Value>(attempt: () => Promise<Value>, timeoutMs: number, pauseMs = 50): Promise<Value> => {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await delay(pauseMs);
    }
  }
};
