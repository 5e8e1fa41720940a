import { Temporal } from 'temporal-polyfill';
import type { ScheduledEvent } from '../scenario/events.js';
import { csv } from './csv.js';

const columns = [
  'Event Name',
  'Venue',
  'City',
  'Country',
  'Event Date (Local)',
  'viagId',
  'is_tracked',
  'Source',
  'Time Zone',
  'Interval',
  'Notes',
] as const;
type Row = Record<(typeof columns)[number], string>;

export type SheetEvent = Pick<ScheduledEvent, 'eventId' | 'name' | 'house'> & { startsAt: Date; tracked: boolean };

/** The Events tab. */
export const eventsCsv = (events: readonly SheetEvent[], { flaws }: { flaws: boolean }): string =>
  csv(columns, [...events.map(rowOf), ...(flaws ? [flawedRow] : [])]);

const rowOf = ({ name, house, startsAt, eventId, tracked }: SheetEvent): Row => ({
  'Event Name': name,
  Venue: house.venue.name,
  City: house.city,
  Country: house.country,
  'Event Date (Local)': localDateTime(startsAt, house.timeZone),
  viagId: eventId,
  is_tracked: tracked ? 'TRUE' : 'FALSE',
  Source: 'stubhub',
  'Time Zone': house.ambiguousZone ? house.timeZone : '',
  Interval: '',
  Notes: house.note,
});

/** `YYYY-MM-DD HH:MM:SS` at the venue; parts of a second are left out, so the sheet is never later than the start. */
export const localDateTime = (instant: Date, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'second', roundingMode: 'floor' })
    .replace('T', ' ');

/** A row as people type it: nobody can say for sure when this is. */
const flawedRow: Row = {
  'Event Name': 'Copper Finch: Afternoon Show',
  Venue: 'Lakeside Garden',
  City: 'New York',
  Country: 'United States',
  'Event Date (Local)': 'Saturday, doors at 2 pm',
  viagId: '4999999999',
  is_tracked: 'TRUE',
  Source: 'stubhub',
  'Time Zone': '',
  Interval: '',
  Notes: 'date to be confirmed',
};
