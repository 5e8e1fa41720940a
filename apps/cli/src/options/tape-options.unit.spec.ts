import { describe, expect, it } from 'vitest';
import { boundOption, replaySpeedOption, sequenceOption, streamsOption } from './tape-options.js';

describe('an option of the tape commands', () => {
  it('is what was meant', () => {
    expect(streamsOption('books, Alerts')).toEqual(['BOOKS', 'ALERTS']);
    expect([boundOption('42'), boundOption('2026-11-21T12:00:00Z')]).toEqual([
      { sequence: 42 },
      { time: new Date('2026-11-21T12:00:00Z') },
    ]);
    expect([replaySpeedOption('10x'), sequenceOption('7')]).toEqual([{ times: 10 }, 7]);
  });

  it.each([
    [streamsOption, 'SWEEPS'],
    [streamsOption, 'BOOKS,'],
    [boundOption, 'yesterday'],
    [replaySpeedOption, '10'],
    [sequenceOption, '0'],
  ])('says how to write it (%p: %s)', (parse, text) => expect(() => parse(text)).toThrow(/Write/));
});
