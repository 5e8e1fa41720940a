import fc from 'fast-check';
import { streamSubjects } from '@tickettape/contracts';
import { describe, expect, it } from 'vitest';
import { parseBound } from './bound.js';
import { dueMs, formatSpeed, parseSpeed } from './speed.js';
import { replaySubject } from './target.js';

describe('the speed of a replay', () => {
  it.each([
    ['original', 'original'],
    ['instant', 'instant'],
    ['10x', { times: 10 }],
    ['0.5x', { times: 0.5 }],
  ])('%s', (text, speed) => {
    expect(parseSpeed(text)).toEqual(speed);
    expect(formatSpeed(parseSpeed(text)!)).toBe(text);
  });

  it.each(['', 'x', '0x', '-1x', '10', 'fast', '1e9x', '10000000x'])('is not %j', (text) => expect(parseSpeed(text)).toBeNull());

  it('keeps the gaps, divides them, or leaves them out, and never goes back in time', () => {
    expect([dueMs('original', 5_000), dueMs({ times: 10 }, 5_000), dueMs('instant', 5_000), dueMs('original', -3)]).toEqual([
      5_000, 500, 0, 0,
    ]);
  });
});

describe('the target of a replay', () => {
  it('is a prefix before the subject', () => {
    expect([replaySubject('replay.>')('book.stubhub.1'), replaySubject('my-lab.run_2.>')('alert.w1')]).toEqual([
      'replay.book.stubhub.1',
      'my-lab.run_2.alert.w1',
    ]);
  });

  it.each([
    '',
    '>',
    '*.>',
    'replay',
    'replay.',
    'replay.*',
    'a.*.>',
    'a..>',
    '$JS.API.>',
    '$SYS.>',
    '_INBOX.>',
    '.>',
    'a b.>',
    'replay.>.>',
  ])('cannot be %j', (pattern) => expect(() => replaySubject(pattern)).toThrow(expect.objectContaining({ code: 'REQUEST_INVALID' })));

  it('can never be what the tape stores, whatever comes behind', () => {
    const tokens = fc.array(fc.stringMatching(/^[a-z0-9_-]{1,8}$/), { maxLength: 3 });
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(streamSubjects).flat()), tokens, (pattern, rest) => {
        const first = pattern.split('.', 1)[0]!;
        expect(() => replaySubject([first, ...rest, '>'].join('.'))).toThrow('cannot go to');
      }),
    );
  });
});

describe('a bound of a replay', () => {
  it.each([
    ['42', { sequence: 42 }],
    ['2026-11-21T12:00:00Z', { time: new Date('2026-11-21T12:00:00Z') }],
    ['2026-11-21T13:00+01:00', { time: new Date('2026-11-21T12:00:00Z') }],
  ])('is %s', (text, bound) => expect(parseBound(text)).toEqual(bound));

  it.each(['', '0', '-1', '1.5', '2026-11-21', '2026-11-21T12:00:00', 'yesterday', '2026-99-21T12:00:00Z'])('is not %j', (text) =>
    expect(parseBound(text)).toBeNull(),
  );
});
