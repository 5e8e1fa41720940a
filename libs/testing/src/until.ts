import { setTimeout as delay } from 'node:timers/promises';

export type UntilOptions = {
  /** @default 10000 */
  timeoutMs?: number;
  /** What is awaited, for the failure message. */
  label?: string;
  /** @default 25 */
  pauseMs?: number;
};

/**
 * Asks again and again until `condition` gives something true, and returns that.
 * A condition that throws counts as not yet; its last error becomes the cause of the failure.
 */
export const until = async <Value>(
  condition: () => Value | Promise<Value>,
  { timeoutMs = 10_000, label = condition.toString(), pauseMs = 25 }: UntilOptions = {},
): Promise<NonNullable<Value>> => {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const { value, error } = await attempt(condition);
    if (value) return value;
    if (performance.now() > deadline) throw new Error(`Not within ${timeoutMs} ms: ${label}`, { cause: error });
    await delay(pauseMs);
  }
};

const attempt = async <Value>(condition: () => Value | Promise<Value>): Promise<{ value?: Value; error?: unknown }> => {
  try {
    return { value: await condition() };
  } catch (error) {
    return { error };
  }
};
