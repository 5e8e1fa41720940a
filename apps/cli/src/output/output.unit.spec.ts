import { AppError } from '@tickettape/errors';
import { describe, expect, it } from 'vitest';
import { failureOf, formatFailure } from './failure.js';
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

describe('progress', () => {
  it('is a line with the seconds since the start', () => expect(stepLine('NATS answers', 1340)).toBe('[  1.3s] NATS answers'));
});
