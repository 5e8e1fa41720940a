import { describe, expect, it } from 'vitest';
import { intervalAt, nextTierMs, tiersOf, tiersPattern } from './interval.js';

const hourMs = 3_600_000;
const startsAtMs = Date.parse('2026-12-01T20:00:00Z');
const settings = { baseSeconds: 14_400, tiers: tiersOf('7d/2h,1d/1h,3h/30m'), speed: 1 };
const event = { askedSeconds: null, startsAtMs };
const before = (hours: number) => startsAtMs - hours * hourMs;

describe('how often an event is swept', () => {
  it.each([
    [24 * 30, 14_400, 'base'],
    [24 * 7, 7_200, '7d'],
    [24, 3_600, '1d'],
    [3, 1_800, '3h'],
    [0.1, 1_800, '3h'],
  ])('%f hours before it begins: every %i s', (hours, seconds, tier) => {
    expect(intervalAt(event, settings, before(hours))).toEqual({ seconds, tier });
  });

  it('is what its row asks for, whatever the time left', () => {
    expect(intervalAt({ askedSeconds: 86_400, startsAtMs }, settings, before(1))).toEqual({ seconds: 86_400, tier: 'sheet' });
    expect(nextTierMs({ askedSeconds: 86_400, startsAtMs }, settings, before(9999))).toBeNull();
  });

  it('is never less often than the base', () => {
    expect(intervalAt(event, { ...settings, baseSeconds: 60 }, before(24))).toEqual({ seconds: 60, tier: 'base' });
  });

  it('changes when the next tier begins', () => {
    expect(nextTierMs(event, settings, before(100))).toBe(before(24));
    expect(nextTierMs(event, settings, before(24))).toBe(before(3));
    expect(nextTierMs(event, settings, before(2))).toBeNull();
  });

  it('counts the time left in simulated time', () => {
    expect(intervalAt(event, { ...settings, speed: 720 }, before(24 / 720)).tier).toBe('1d');
    expect(intervalAt(event, { ...settings, speed: 720 }, before(24)).tier).toBe('base');
  });

  it('is read from a table in any order, and nothing is a table too', () => {
    expect(tiersOf('3h/30m,7d/2h').map(({ name }) => name)).toEqual(['3h', '7d']);
    expect(tiersOf('')).toEqual([]);
    for (const text of ['', '1d/1h', '7d/2h,1d/1h']) expect(text).toMatch(tiersPattern);
    for (const text of ['1d', '1d/1h,', '0d/1h', '1w/1h', '1d/1h;3h/1m']) expect(text).not.toMatch(tiersPattern);
  });
});
