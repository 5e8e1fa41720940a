import type { Acceptance } from './fake-channels.js';

export type Verdict = {
  deliveries: number;
  requests: number;
  /** Messages that no channel ever took. */
  lost: readonly string[];
  /** Messages that the tape calls failed or suppressed: none should be. */
  unsent: readonly string[];
  /** Repetitions, by why they could not be helped. */
  duplicates: { channelGaveNoAnswer: number; notifierKilledBetween: number };
  /** Repetitions that nothing excuses. */
  unexcused: readonly string[];
};

export type Played = {
  expected: readonly string[];
  accepted: readonly Acceptance[];
  killedAtMs: readonly number[];
  requests: number;
  unsent: readonly string[];
};

/** Every message once; a repetition is excused where the channel took the one before and never said so, or the notifier died before it could write it down. */
export const judge = ({ expected, accepted, killedAtMs, requests, unsent }: Played): Verdict => {
  const byName = Map.groupBy(accepted, ({ name }) => name);
  const repetitions = [...byName.values()].flatMap((taken) => taken.slice(1).map((later, index) => ({ earlier: taken[index]!, later })));
  const silent = repetitions.filter(({ earlier }) => !earlier.isAnswered);
  const killed = repetitions.filter(
    ({ earlier, later }) => earlier.isAnswered && killedAtMs.some((at) => at >= earlier.atMs && at <= later.atMs),
  );
  const excused = new Set([...silent, ...killed]);
  return {
    deliveries: expected.length,
    requests,
    lost: expected.filter((name) => !byName.has(name)),
    unsent,
    duplicates: { channelGaveNoAnswer: silent.length, notifierKilledBetween: killed.length },
    unexcused: repetitions.filter((repetition) => !excused.has(repetition)).map(({ later }) => later.name),
  };
};

/** Whether nothing was lost and nothing repeated without excuse. */
export const isGood = ({ lost, unsent, unexcused }: Verdict): boolean => lost.length + unsent.length + unexcused.length === 0;
