import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOrderOf, readLocalDate } from './local-date.js';

const reason = (cell: string | number) => {
  const reading = readLocalDate(cell, null);
  return reading.ok ? `read as ${reading.value}` : reading.reason;
};

describe('a local date', () => {
  it.each([
    ['2026-12-31 20:00:00', '2026-12-31T20:00:00'],
    ['2026-12-31 20:00', '2026-12-31T20:00:00'],
    ['2026-12-31T20:00', '2026-12-31T20:00:00'],
    ['2026/12/31 20:00', '2026-12-31T20:00:00'],
    ['2026-1-2 9:05', '2026-01-02T09:05:00'],
    ['2026-12-31 20:00:15.000', '2026-12-31T20:00:15'],
    ['12/31/2026 8:00 PM', '2026-12-31T20:00:00'],
    ['12/31/2026 12:30:00 AM', '2026-12-31T00:30:00'],
    ['12/31/2026 12:30 p.m.', '2026-12-31T12:30:00'],
    ['12/31/2026, 20:00', '2026-12-31T20:00:00'],
    ['31/12/2026 20:00', '2026-12-31T20:00:00'],
    ['5/5/2026 20:00', '2026-05-05T20:00:00'],
    ['31.12.2026 20:00', '2026-12-31T20:00:00'],
    ['4.3.2026 20:00', '2026-03-04T20:00:00'],
    ['2028-02-29 20:00', '2028-02-29T20:00:00'],
  ])('%s is %s', (text, localDate) => expect(readLocalDate(text, null)).toEqual({ ok: true, value: localDate }));

  it.each([
    ['3/4/2026 20:00', /can be two different days/],
    ['2026-12-31', /no time of day/],
    ['2026-02-29 20:00', /no date and time/],
    ['13/13/2026 20:00', /no date and time/],
    ['2026-12-31 24:00', /no date and time/],
    ['2026-12-31 20:60', /no date and time/],
    ['12/31/2026 13:00 PM', /no date and time/],
    ['12/31/26 20:00', /no date and time/],
    ['2026-12-31T20:00:00Z', /offset/],
    ['2026-12-31T20:00:00+01:00', /offset/],
    ['TBA', /no time of day or is no date/],
    ['', /is empty/],
  ])('%j is refused', (text, why) => expect(reason(text)).toMatch(why));

  it('is refused as a number, because a serial number is no date a person can check', () => {
    expect(reason(46_387.833)).toMatch(/is the number 46387.833/);
  });

  it('says what the text was and how to write it', () => {
    expect(reason('3/4/2026 20:00')).toBe('is "3/4/2026 20:00", which can be two different days: write it as 2026-12-31 20:00');
  });

  it('is read as the column is written, where the column proves it', () => {
    const monthFirst = dateOrderOf(['3/4/2026 20:00', '12/31/2026 8:00 PM', '2026-01-01 20:00', null]);
    const dayFirst = dateOrderOf(['3/4/2026 20:00', '31/12/2026 20:00']);
    expect([monthFirst, dayFirst]).toEqual(['month-first', 'day-first']);
    expect(readLocalDate('3/4/2026 20:00', monthFirst)).toMatchObject({ value: '2026-03-04T20:00:00' });
    expect(readLocalDate('3/4/2026 20:00', dayFirst)).toMatchObject({ value: '2026-04-03T20:00:00' });
  });

  it('has no order in a column that proves both or none', () => {
    expect([dateOrderOf(['12/31/2026 20:00', '31/12/2026 20:00']), dateOrderOf(['3/4/2026 20:00']), dateOrderOf([])]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('comes back from every form it is written in', () => {
    const day = fc.date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2099-12-31T23:59:59Z'), noInvalidDate: true });
    fc.assert(
      fc.property(day, (date) => {
        const iso = date.toISOString().slice(0, 19);
        const american = date.toLocaleString('en-US', { timeZone: 'UTC' });
        const german = date.toLocaleString('de-DE', { timeZone: 'UTC' });
        for (const text of [iso, iso.replace('T', ' '), american, german])
          expect(readLocalDate(text, 'month-first'), text).toEqual({ ok: true, value: iso });
      }),
    );
  });
});
