import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isColumns, columnsOf } from '@tickettape/contracts';
import { readCalendar, readDays, readTimes } from './answers.js';
import { unknownPlace } from './directory.js';
import { sightingOf } from './mapper.js';
import { findingOf } from './office.js';
import { payload } from './payloads.examples.js';
import { judge } from './verdict.js';

const asked = { officeId: 10_489, startDate: '2027-02-01', endDate: '2027-07-31' };
const calendar = (told: object = {}) => readCalendar({ ...(payload('calendar.json') as object), ...told }, asked);
const see = (told: object = {}) => {
  const read = calendar(told);
  return read === null ? null : sightingOf(findingOf(read), asked.officeId, unknownPlace, '2027-02-01T08:00:00.000Z').sighting;
};

describe('a calendar of the current version', () => {
  it('is its free times at the office that was asked for, and vouches for itself', () => {
    expect(see()).toMatchObject({
      listings: [
        { listingId: '10489-1803891600', startsAt: '2027-03-01T09:00:00Z', quantity: null, allInPrice: null },
        { listingId: '10489-1803892800', startsAt: '2027-03-01T09:20:00Z' },
        { listingId: '10489-1803970800', startsAt: '2027-03-02T07:00:00Z' },
      ],
      received: 3,
      doubts: [],
      vouched: true,
    });
  });

  it('that is empty is a whole look at an empty book', () => {
    expect(see({ availableDays: [] })).toMatchObject({ listings: [], received: 0, doubts: [], vouched: true });
  });

  it.each([
    ['a bookable day without times', { availableDays: [{ date: '2027-03-01', providerIDs: '10489', offices: [] }] }],
    ['a bookable day beyond its window', { slotsEndDate: '2027-02-28', nextBookableDate: '2027-03-01', availableDays: [] }],
    ['a bookable day before its window', { slotsStartDate: '2027-03-01', prevBookableDate: '2027-02-03' }],
    ['fewer days than were asked for', { endDate: '2027-04-30' }],
  ])('with %s proves presence only', (_, told) => expect(see(told)).toMatchObject({ doubts: ['fewer-than-declared'], vouched: false }));

  it('whose window begins later is whole where nothing is bookable before it', () => {
    expect(see({ slotsStartDate: '2027-03-01', prevBookableDate: null })).toMatchObject({ doubts: [], vouched: true });
  });

  it('with a time that cannot be read says so and keeps the others', () => {
    const offices = [{ officeId: '10489', appointments: [1_803_891_600, 'soon', -1, 1.5, null] }];
    const day = { date: '2027-03-01', providerIDs: '10489', offices };
    expect(see({ availableDays: [day] })).toMatchObject({ received: 5, skipped: 4, doubts: ['skipped-listings'], vouched: false });
    expect(see({ availableDays: [day] })?.listings).toHaveLength(1);
  });

  it('of other offices only is known as that', () => {
    const day = { date: '2027-03-01', providerIDs: '5', offices: [{ officeId: '5', appointments: [1] }] };
    expect(calendar({ availableDays: [day] })).toMatchObject({ isOfOthers: true, slots: [] });
  });

  it.each([null, [], {}, { availableDays: null }, { availableDays: [], startDate: 'today', endDate: '2027-01-01' }, 'x'])(
    'is not %j',
    (json) => expect(readCalendar(json, asked)).toBeNull(),
  );
});

describe('answers of the legacy version', () => {
  it('list days, plain and by office', () => {
    expect(readDays({ availableDays: ['2027-03-02', '2027-03-01', '2027-03-01'] }, asked)).toEqual(['2027-03-01', '2027-03-02']);
    const byOffice = [
      { time: '2027-03-01', providerIDs: '10489,5' },
      { time: '2027-03-02', providerIDs: '5' },
    ];
    expect(readDays({ availableDays: byOffice }, asked)).toEqual(['2027-03-01']);
    expect(readDays({ availableDays: ['2027-02-30'] }, asked)).toBeNull();
  });

  it('list times of a day, plain and by office', () => {
    expect(readTimes({ appointmentTimestamps: [1, 2] }, asked)).toEqual([1, 2]);
    const offices = [
      { id: 10_489, appointmentTimestamps: [3] },
      { officeId: '10489', appointments: [4] },
      { officeId: 5, appointments: [6] },
    ];
    expect(readTimes({ offices }, asked)).toEqual([3, 4]);
    expect(readTimes({}, asked)).toBeNull();
  });
});

const runs = Number(process.env['FUZZ_RUNS'] ?? 150);

describe('whatever an office answers', () => {
  it('is read without a crash, and no listing is invented', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom('availableDays', 'offices', 'appointmentTimestamps'), (value, name) => {
        const json = { startDate: '2027-02-01', endDate: '2027-07-31', [name]: value };
        const read = readCalendar(json, asked);
        const told = [...(read?.slots ?? []), ...(readTimes(json, asked) ?? [])].filter((second) => second !== null);
        expect(told.every((second) => JSON.stringify(value).includes(String(second)))).toBe(true);
        readDays(json, asked);
        if (read) {
          const { listings } = sightingOf(findingOf(read), asked.officeId, unknownPlace, '2027-02-01T08:00:00.000Z').sighting;
          expect(isColumns(columnsOf(listings))).toBe(true);
        }
      }),
      { numRuns: runs },
    );
  });

  it('is judged without a crash, as text of any kind and status', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.constant('<html>')), fc.integer({ min: 100, max: 599 }), (body, status) => {
        const verdict = judge({ kind: 'reply', status, location: null, retryAfter: null, body }, (json) => readCalendar(json, asked));
        if (status >= 300) expect(verdict.kind).toBe('blind');
      }),
      { numRuns: runs },
    );
  });
});
