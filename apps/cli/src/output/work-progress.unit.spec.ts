import { describe, expect, it } from 'vitest';
import { describeWork, messagesPerSecond, workProgressTo } from './work-progress.js';

describe('the progress of a long work', () => {
  it('says how much is done, how fast, and how long it still takes', () => {
    expect(describeWork({ step: 'BOOKS', messages: 120_000, total: 1_000_000 }, 15_000, 1_000)).toBe(
      'BOOKS: 120,000 of 1,000,000 messages, 15,000/s, 58s left',
    );
  });

  it('does not guess before anything was done', () => {
    expect(describeWork({ step: 'BOOKS', messages: 5, total: 10 }, 0, 0)).toBe('BOOKS: 5 of 10 messages');
  });

  it('counts only what was done now, and speaks once a second', () => {
    const lines: string[] = [];
    let nowMs = 0;
    const tell = workProgressTo(
      (line) => lines.push(line),
      () => nowMs,
    );
    for (const [atMs, messages] of [
      [500, 1_000],
      [1_500, 2_000],
      [1_600, 2_100],
      [2_500, 3_000],
    ] as const) {
      nowMs = atMs;
      tell({ step: 'ALERTS', messages, total: 4_000 });
    }
    expect(lines).toEqual(['ALERTS: 2,000 of 4,000 messages, 1,000/s, 2s left', 'ALERTS: 3,000 of 4,000 messages, 1,000/s, 1s left']);
  });

  it('has a rate only where time has passed', () => expect([messagesPerSecond(10, 0), messagesPerSecond(10, 500)]).toEqual([null, 20]));
});
