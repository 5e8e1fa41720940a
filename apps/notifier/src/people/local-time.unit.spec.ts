import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { isQuiet, nextAt, nextDigest, quietUntil } from './local-time.js';

const at = (local: string) => Temporal.ZonedDateTime.from(local).epochMilliseconds;
const shown = (nowMs: number, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone).toString({ timeZoneName: 'never' });

/** Zones whose clocks jump by an hour, by half an hour, by a whole day, or not at all. */
const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca', 'Asia/Kathmandu', 'Pacific/Apia'];

describe('a local time', () => {
  it('comes once a day, also where the day has 23 or 25 hours', () => {
    const times: string[] = [];
    let nowMs = at('2026-03-28T00:00[Europe/Berlin]');
    for (let day = 0; day < 3; day += 1) times.push(shown((nowMs = nextAt('08:00', 'Europe/Berlin', nowMs)), 'Europe/Berlin'));
    expect(times).toEqual(['2026-03-28T08:00:00+01:00', '2026-03-29T08:00:00+02:00', '2026-03-30T08:00:00+02:00']);
  });

  it('that a spring day skips is the instant of the jump', () => {
    const next = nextAt('02:30', 'America/New_York', at('2026-03-08T00:00[America/New_York]'));
    expect(shown(next, 'America/New_York')).toBe('2026-03-08T03:00:00-04:00');
  });

  it('that an autumn day shows twice is the first of the two, and only that', () => {
    const first = nextAt('02:30', 'Europe/Berlin', at('2026-10-25T00:00[Europe/Berlin]'));
    expect(shown(first, 'Europe/Berlin')).toBe('2026-10-25T02:30:00+02:00');
    expect(shown(nextAt('02:30', 'Europe/Berlin', first), 'Europe/Berlin')).toBe('2026-10-26T02:30:00+01:00');
  });
});

describe('quiet hours', () => {
  const night = { from: '22:00', to: '07:00' };

  it('reach over midnight and over a change of the clocks', () => {
    const eve = at('2026-10-24T23:15[Europe/Berlin]');
    expect(isQuiet(night, 'Europe/Berlin', eve)).toBe(true);
    const end = quietUntil(night, 'Europe/Berlin', eve);
    expect(shown(end, 'Europe/Berlin')).toBe('2026-10-25T07:00:00+01:00');
    expect((end - eve) / 3_600_000).toBe(8.75);
  });

  it('end at the jump where their end is skipped', () => {
    const early = { from: '00:00', to: '02:30' };
    expect(shown(quietUntil(early, 'Europe/Berlin', at('2026-03-29T01:00[Europe/Berlin]')), 'Europe/Berlin')).toBe(
      '2026-03-29T03:00:00+02:00',
    );
  });

  it('end at the second showing of their end where they begin again with the first', () => {
    const early = { from: '00:00', to: '01:02' };
    const again = at('2026-11-01T01:01:00-05:00[America/New_York]');
    expect(shown(quietUntil(early, 'America/New_York', again), 'America/New_York')).toBe('2026-11-01T01:02:00-05:00');
  });

  it('end where the clock on the wall shows no quiet time, at the first such minute, in every zone and on every day', () => {
    const time = fc
      .tuple(fc.nat(23), fc.nat(59))
      .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
    const instant = fc.oneof(
      fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 11, 31) }),
      fc.constantFrom(...zones.flatMap(aroundTransitions)),
    );
    fc.assert(
      fc.property(fc.constantFrom(...zones), time, time, instant, (timeZone, from, to, nowMs) => {
        fc.pre(from !== to);
        const end = quietUntil({ from, to }, timeZone, nowMs);
        expect(isQuiet({ from, to }, timeZone, end)).toBe(false);
        for (let minute = nowMs; minute < end; minute += 60_000) expect(isQuiet({ from, to }, timeZone, minute)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a digest', () => {
  it('is due every day at its time, or at the next full hour, also of a zone that is half an hour aside', () => {
    const nowMs = at('2026-11-24T10:12:30[Asia/Kathmandu]');
    const next = (digest: Parameters<typeof nextDigest>[0]) => shown(nextDigest(digest, 'Asia/Kathmandu', nowMs), 'Asia/Kathmandu');
    expect(next({ every: 'hour', immediateFrom: 'high' })).toBe('2026-11-24T11:00:00+05:45');
    expect(next({ every: 'day', at: '08:00', immediateFrom: 'high' })).toBe('2026-11-25T08:00:00+05:45');
  });
});

/** Instants a few minutes around the jumps of a zone's clock. */
const aroundTransitions = (timeZone: string): number[] => {
  const jumps: number[] = [];
  let here: Temporal.ZonedDateTime | null = Temporal.ZonedDateTime.from(`2026-01-01T00:00[${timeZone}]`);
  for (let count = 0; count < 3 && here !== null; count += 1) {
    here = here.getTimeZoneTransition('next');
    if (here) jumps.push(here.epochMilliseconds);
  }
  return jumps.flatMap((jump) => [-5_400_000, -60_000, 0, 60_000, 3_000_000].map((offset) => jump + offset));
};
