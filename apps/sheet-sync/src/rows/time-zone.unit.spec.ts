import { describe, expect, it } from 'vitest';
import { readTimeZone } from './time-zone.js';

const known = (city: string, country: string) => {
  const reading = readTimeZone('', city, country);
  return reading.ok ? reading.value : reading.reason;
};

describe('the time zone of a venue', () => {
  it.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['  america/new_york ', 'America/New_York'],
    ['US/Eastern', 'US/Eastern'],
    ['utc', 'UTC'],
  ])('is %j where the sheet says so', (cell, zone) => expect(readTimeZone(cell, '', '')).toEqual({ ok: true, value: zone }));

  it.each(['EST', 'Berlin', 'Europe/Atlantis', '+02:00'])('is refused as %j', (cell) => {
    expect(readTimeZone(cell, 'Berlin', 'Germany')).toEqual({
      ok: false,
      reason: `is "${cell}": write an IANA name such as America/New_York`,
    });
  });

  it.each([
    ['London', 'UK', 'Europe/London'],
    ['Leeds', 'England', 'Europe/London'],
    ['New York', 'United States', 'America/New_York'],
    ['Munich', 'DE', 'Europe/Berlin'],
    ['Mexico City', 'México', 'America/Mexico_City'],
    ['Portland, OR', 'USA', 'America/Los_Angeles'],
    ['Portland, Maine', 'USA', 'America/New_York'],
    ['a place nobody lists', 'Sweden', 'Europe/Stockholm'],
    ['a place nobody lists', 'Japan', 'Asia/Tokyo'],
  ])('of %s, %s is %s', (city, country, zone) => expect(known(city, country)).toBe(zone));

  it.each([
    ['Portland', 'USA'],
    ['Las Vegas', 'USA'],
    ['a place nobody lists', 'USA'],
    ['Paris', ''],
    ['Paris', 'Neverland'],
    ['', ''],
  ])('of %j, %j is not guessed', (city, country) => expect(known(city, country)).toBeNull());

  it('says what it could not know', () => {
    expect(readTimeZone(null, 'Portland', 'USA')).toEqual({
      ok: true,
      value: null,
      warning: 'is empty and cannot be known for sure from "Portland, USA"',
    });
  });
});
