export type Sample = { atMs: number; messages: number };

/** Milliseconds that a pace is taken over: long enough to be steady, short enough to be true. */
const windowMs = 30_000;

/** `samples` with one more, without those that are too old to count. Fewer messages than before are the beginning of another count. */
export const withSample = (samples: readonly Sample[], sample: Sample): Sample[] => {
  const same = samples.at(-1) && samples.at(-1)!.messages > sample.messages ? [] : samples;
  return [...same.filter(({ atMs }) => sample.atMs - atMs <= windowMs), sample];
};

/** Messages per second over the window; null where it is not known yet. */
export const paceOf = (samples: readonly Sample[]): number | null => {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last || last.atMs === first.atMs) return null;
  return Math.round(((last.messages - first.messages) * 1_000) / (last.atMs - first.atMs));
};

/** Seconds until `left` messages are done; null where nothing moves. */
export const secondsLeft = (left: number, messagesPerSecond: number | null): number | null => {
  if (left === 0) return 0;
  return messagesPerSecond === null || messagesPerSecond === 0 ? null : Math.ceil(left / messagesPerSecond);
};
