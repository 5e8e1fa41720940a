import { AppError } from '@tickettape/errors';
import { describe, expect, it } from 'vitest';
import { failureOf, formatFailure } from './failure.js';
import { readableLine, readableLines } from './log-line.js';
import { stepLine } from './progress.js';

describe('a failure', () => {
  it('is told with its code and what to do', () => {
    expect(formatFailure(failureOf(new AppError('NOT_RUNNING', { fix: 'Start it' })))).toBe(
      'error NOT_RUNNING: No running tickettape was found\nfix: Start it',
    );
  });

  it('that nobody foresaw keeps its own words', () => {
    expect(failureOf(new Error('boom'))).toMatchObject({ code: 'INVARIANT_BROKEN', message: 'boom' });
  });
});

describe('a line of a log', () => {
  const line = JSON.stringify({
    level: 'fatal',
    time: 'x',
    service: 'storage',
    msg: 'cannot start',
    err: { message: 'no database', stack: 'at' },
  });

  it('is told in words', () => expect(readableLine(line)).toBe('fatal storage: cannot start: no database'));

  it('that is no JSON stays as it is', () => expect(readableLine('PANIC: out of memory')).toBe('PANIC: out of memory'));

  it('is told once', () =>
    expect(readableLines(`storage (exit code 1)\n${line}\n${line}`)).toBe(
      'storage (exit code 1)\nfatal storage: cannot start: no database',
    ));
});

describe('progress', () => {
  it('is a line with the seconds since the start', () => expect(stepLine('NATS answers', 1340)).toBe('[  1.3s] NATS answers'));
});
