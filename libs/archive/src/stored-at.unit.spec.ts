import { expect, it } from 'vitest';
import { storedAt } from './stored-at.js';

it('the time of a message keeps every nanosecond', () => {
  expect([1_795_300_000_123_456_789n, 1_795_300_000_000_000_001n].map((timestampNanos) => storedAt({ timestampNanos }))).toEqual([
    '2026-11-21T22:26:40.123456789Z',
    '2026-11-21T22:26:40.000000001Z',
  ]);
});
