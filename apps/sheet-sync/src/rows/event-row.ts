import { bookName, parseAppointmentId, type EventDetails, type Priority } from '@tickettape/contracts';
import type { Tab } from '../readers/sheet.js';
import { lineOf, requiredLine, textOf } from './cell.js';
import type { Columns, TableRow } from './columns.js';
import { readDuration } from './duration.js';
import { readEventId } from './event-id.js';
import { dateOrderOf, readLocalDate, type DateOrder } from './local-date.js';
import { readPriority } from './priority.js';
import { readRows, type RowsRead } from './read-rows.js';
import { isWhole, takeNotes, type RowReading } from './row-notes.js';
import { readSource } from './source.js';
import { startInstantOf } from './start-instant.js';
import { readTimeZone } from './time-zone.js';
import { readTracked } from './tracked.js';

/** One good row of `Events`. */
export type EventRow = { details: EventDetails; tracked: boolean };

export const eventColumns = {
  name: { header: 'Event Name', required: true },
  venue: { header: 'Venue', required: true },
  city: { header: 'City', required: true },
  country: { header: 'Country', required: true },
  date: { header: 'Event Date (Local)', required: true },
  eventId: { header: 'viagId', required: true },
  tracked: { header: 'is_tracked', required: true },
  source: { header: 'Source', required: false },
  timeZone: { header: 'Time Zone', required: false },
  interval: { header: 'Interval', required: false },
  priority: { header: 'Priority', required: false },
  notes: { header: 'Notes', required: false },
} as const satisfies Columns<string>;

type EventCells = TableRow<keyof typeof eventColumns>['cells'];

/** The events of the tab `Events`. Throws SHEET_UNREADABLE. */
export const readEventRows = (tab: Tab, defaultSource: string): RowsRead<EventRow> =>
  readRows('Events', tab, eventColumns, (table) => {
    const order = dateOrderOf(table.map(({ cells }) => cells.date));
    return (cells) => readEventRow(cells, defaultSource, order);
  });

const readEventRow = (cells: EventCells, defaultSource: string, order: DateOrder | null): RowReading<EventRow> => {
  const { notes, take } = takeNotes(eventColumns);
  const source = take('source', readSource(cells.source, defaultSource));
  const eventId = source === undefined ? undefined : take('eventId', readEventId(cells.eventId, source));
  const name = take('name', requiredLine(cells.name));
  const [venue, city, country] = [cells.venue, cells.city, cells.country].map(lineOf) as [string, string, string];
  const localDate = hasNoEnd(cells, eventId) ? null : take('date', readLocalDate(cells.date, order));
  const timeZone = take('timeZone', readTimeZone(cells.timeZone, city, country));
  const startsAt = localDate && timeZone ? take('date', startInstantOf(localDate, timeZone)) : null;
  const intervalSeconds = take('interval', readDuration(cells.interval));
  const priority = take('priority', readPriority(cells.priority));
  const tracked = take('tracked', readTracked(cells.tracked));

  const key = source === undefined || eventId === undefined ? null : bookName({ source, eventId });
  const where = { source, eventId, name, venue, city, country };
  const when = { localDate, timeZone, startsAt, intervalSeconds };
  const told = { ...where, ...when, priority, notes: textOf(cells.notes) || null };
  if (tracked === undefined || !isWhole(told)) return { key, value: null, notes };
  return { key, value: { details: detailsOf(told), tracked }, notes };
};

/** An office is there for good, so its row may leave the date empty; an event without a date is a slip. */
const hasNoEnd = ({ date }: EventCells, eventId: string | undefined): boolean =>
  textOf(date) === '' && eventId !== undefined && parseAppointmentId(eventId) !== null;

/** `normal` goes without saying, so that a sheet with and one without the column say the same. */
const detailsOf = <Told extends { priority: Priority | null }>({ priority, ...told }: Told) =>
  priority === null || priority === 'normal' ? told : { ...told, priority };
