import { AppError } from '@tickettape/errors';
import { describe, expect, it } from 'vitest';
import { ChannelUnavailable } from '../channels/channel.js';
import { isTooOld } from './fence.js';
import { worthRetrying } from './worth-retrying.js';

describe('the replay fence', () => {
  it('lets through what is recent and nothing else', () => {
    const observedAt = '2026-11-21T12:00:00.000Z';
    const after = (ms: number) => isTooOld(observedAt, Date.parse(observedAt) + ms, 3_600_000);
    expect([after(0), after(3_600_000), after(3_600_001)]).toEqual([false, false, true]);
  });
});

describe('when several channels fail', () => {
  const soon = new ChannelUnavailable('HTTP 500');
  const later = new ChannelUnavailable('flood limit', 17_000);
  const bug = new Error('surprise');

  it('an outage is tried again before a bug is buried', () => expect(worthRetrying([bug, later])).toBe(later));
  it('the first that may be tried again decides when', () => expect(worthRetrying([later, soon])).toBe(soon));
  it('a bug alone stays a bug', () => expect(worthRetrying([bug, new AppError('INVARIANT_BROKEN')])).toBe(bug));
});
