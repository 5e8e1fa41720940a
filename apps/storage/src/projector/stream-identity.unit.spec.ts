import { describe, expect, it } from 'vitest';
import { foreignStream } from './stream-identity.js';

const info = (created: string, lastSequence: number) =>
  ({ created, state: { last_seq: lastSequence } }) as Parameters<typeof foreignStream>[1];
const position = { streamCreated: '2026-11-21T12:00:00.123456789Z', position: 10 };

describe('the stream that the tables come from', () => {
  it('was created at the same nanosecond and reaches at least as far', () => {
    expect(foreignStream('BOOKS', info(position.streamCreated, 10), position)).toBeNull();
    expect(foreignStream('BOOKS', info(position.streamCreated, 11), position)).toBeNull();
  });

  it('is another one when it was created again', () => {
    expect(foreignStream('BOOKS', info('2026-11-21T12:00:00.123456788Z', 99), position)).toContain('was created at');
  });

  it('has lost its end when it stops before the position', () => {
    expect(foreignStream('BOOKS', info(position.streamCreated, 9), position)).toBe('BOOKS ends at 9, the tables are at 10');
  });
});
