import type { Cell, Tab } from '../readers/sheet.js';
import { eventColumns } from './event-row.js';

type EventCell = keyof typeof eventColumns;

/** A concert in New York on New Year's Eve, tracked; its id is 5958508. */
export const aConcert: Readonly<Record<EventCell, Cell>> = {
  name: 'The Examples',
  venue: 'Example Hall',
  city: 'New York',
  country: 'USA',
  date: '2026-12-31 20:00:00',
  eventId: 5958508,
  tracked: true,
  source: '',
  timeZone: '',
  interval: '',
  priority: '',
  notes: '',
};

export const anEvent = (told: Partial<Record<EventCell, Cell>> = {}): Record<EventCell, Cell> => ({ ...aConcert, ...told });

/** The tab `Events` with these rows, its columns in the order of `order`. */
export const eventsTab = (
  rows: readonly Record<EventCell, Cell>[],
  order: readonly EventCell[] = Object.keys(eventColumns) as EventCell[],
): Tab => ({
  grid: [order.map((key) => eventColumns[key].header), ...rows.map((row) => order.map((key) => row[key]))],
  endsOpen: false,
});
