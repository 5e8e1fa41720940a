import { describe, expect, it } from 'vitest';
import { startInstantOf } from './start-instant.js';

describe('the start of an event', () => {
  it.each([
    ['2026-12-31T20:00:00', 'America/New_York', '2027-01-01T01:00:00.000Z'],
    ['2026-07-01T20:00:00', 'Europe/Berlin', '2026-07-01T18:00:00.000Z'],
    ['2026-07-01T20:00:00', 'UTC', '2026-07-01T20:00:00.000Z'],
  ])('%s in %s is %s', (localDate, zone, instant) => expect(startInstantOf(localDate, zone)).toEqual({ ok: true, value: instant }));

  it('is refused in the hour that the clocks skip', () => {
    expect(startInstantOf('2026-03-29T02:30:00', 'Europe/Berlin')).toEqual({
      ok: false,
      reason: '2026-03-29 02:30:00 does not exist in Europe/Berlin (clocks go forward)',
    });
  });

  it('is the first of two in the hour that the clocks repeat, and says so', () => {
    expect(startInstantOf('2026-11-01T01:30:00', 'America/New_York')).toEqual({
      ok: true,
      value: '2026-11-01T05:30:00.000Z',
      warning: '2026-11-01 01:30:00 happens twice in America/New_York (clocks go back); the first is taken, 2026-11-01T05:30:00.000Z',
    });
  });
});
