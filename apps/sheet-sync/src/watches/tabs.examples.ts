import type { Cell, Tab } from '../readers/sheet.js';
import { watchColumns } from './watch-row.js';

type WatchCell = keyof typeof watchColumns;

/** "Cheap seats": tell the log when the get-in of event 5958508 falls below 150 USD. */
export const aWatch = (told: Partial<Record<WatchCell, Cell>> = {}): Record<WatchCell, Cell> => ({
  name: 'Cheap seats',
  eventId: 5958508,
  rule: 'get-in below',
  value: '150',
  within: '',
  section: '',
  zone: '',
  row: '',
  quantity: '',
  currency: 'USD',
  hold: '',
  rearm: '',
  hysteresis: '',
  tellOver: '',
  blindAfter: '',
  severity: '',
  recipients: '',
  channels: '',
  source: '',
  ...told,
});

/** The tab `Watches` with these rows, its columns in the order of `order`. */
export const watchesTab = (
  rows: readonly Record<WatchCell, Cell>[],
  order: readonly WatchCell[] = Object.keys(watchColumns) as WatchCell[],
): Tab => ({
  grid: [order.map((key) => watchColumns[key].header), ...rows.map((row) => order.map((key) => row[key]))],
  endsOpen: false,
});

/** What the rows above are read beside: their event is known. */
export const around = { events: new Map([['stubhub/5958508', 'America/New_York']]), taken: new Set<string>() };
