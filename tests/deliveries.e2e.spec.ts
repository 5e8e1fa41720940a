import { describe, expect, it } from 'vitest';
import { play, roughMood } from './deliveries/play.js';
import { judge } from './deliveries/verdict.js';

describe('deliveries', () => {
  it('are neither lost nor repeated without excuse while channels misbehave and the notifier is killed', async () => {
    const verdict = await play({ alerts: 4, kills: 1, mood: roughMood, seed: 4, progress: () => undefined, timeoutMs: 120_000 });
    expect(verdict).toMatchObject({ deliveries: 40, lost: [], unsent: [], unexcused: [] });
  }, 300_000);
});

describe('the verdict', () => {
  const taken = (name: string, atMs: number, isAnswered = true) => ({ name, atMs, isAnswered });

  it('finds what is lost, and excuses a repetition only by silence or a kill between', () => {
    const accepted = [taken('a', 1), taken('a', 9), taken('b', 1, false), taken('b', 9), taken('c', 6), taken('c', 9), taken('d', 1)];
    expect(judge({ expected: ['a', 'b', 'c', 'd', 'e'], accepted, killedAtMs: [5], requests: 8, unsent: [] })).toMatchObject({
      lost: ['e'],
      duplicates: { channelGaveNoAnswer: 1, notifierKilledBetween: 1 },
      unexcused: ['c'],
    });
  });
});
