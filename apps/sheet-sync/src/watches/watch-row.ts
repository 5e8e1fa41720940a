import { leavesOf, type Watch } from '@tickettape/contracts';
import { inTimeZone, readWatch, watchIdOf, type Cells, type RuleField } from '@tickettape/watches';
import type { Cell, Tab } from '../readers/sheet.js';
import { lineOf, requiredLine } from '../rows/cell.js';
import type { Columns, TableRow } from '../rows/columns.js';
import { readEventId } from '../rows/event-id.js';
import { readRows, type RowsRead } from '../rows/read-rows.js';
import { isWhole, takeNotes, type Note, type RowReading } from '../rows/row-notes.js';
import { readSource } from '../rows/source.js';

export const watchColumns = {
  name: { header: 'Watch', required: true },
  eventId: { header: 'viagId', required: true },
  rule: { header: 'Condition', required: true },
  value: { header: 'Value', required: false },
  within: { header: 'Within', required: false },
  section: { header: 'Section', required: false },
  zone: { header: 'Zone', required: false },
  row: { header: 'Row', required: false },
  quantity: { header: 'Quantity', required: false },
  currency: { header: 'Currency', required: false },
  hold: { header: 'For', required: false },
  rearm: { header: 'Re-arm', required: false },
  hysteresis: { header: 'Hysteresis', required: false },
  tellOver: { header: 'Tell When Over', required: false },
  blindAfter: { header: 'Blind After', required: false },
  severity: { header: 'Severity', required: false },
  recipients: { header: 'Recipients', required: false },
  channels: { header: 'Channels', required: false },
  source: { header: 'Source', required: false },
} as const satisfies Columns<RuleField | 'name' | 'eventId' | 'source'>;

type WatchColumn = keyof typeof watchColumns;
type WatchCells = TableRow<WatchColumn>['cells'];

/** What the rows of the tab `Watches` are read beside. */
export type Surroundings = {
  /** Events that are known, by `source/eventId`, with their time zone; null where that is unknown. */
  events: ReadonlyMap<string, string | null>;
  /** Ids of watches that people keep by other ways than the sheet. */
  taken: ReadonlySet<string>;
};

/** The watches of the tab `Watches`; one that names an event nobody lists is defined, with a warning. Throws SHEET_UNREADABLE. */
export const readWatchRows = (tab: Tab, defaultSource: string, around: Surroundings): RowsRead<Watch> =>
  readRows('Watches', tab, watchColumns, () => (cells) => readWatchRow(cells, defaultSource, around));

const readWatchRow = (cells: WatchCells, defaultSource: string, { events, taken }: Surroundings): RowReading<Watch> => {
  const { notes, take } = takeNotes(watchColumns);
  const name = take('name', requiredLine(cells.name));
  const source = take('source', readSource(cells.source, defaultSource));
  const eventId = source === undefined ? undefined : take('eventId', readEventId(cells.eventId, source));
  const asked = readRule(cells, notes);
  if (name === undefined) return { key: null, value: null, notes };

  const watchId = watchIdOf(name);
  if (taken.has(watchId))
    notes.push(rejected('name', 'is the name of a watch that a person keeps (`tape watch list` shows it): choose another'));
  const watch = { source, eventId, watchId, name, asked: asked ?? undefined };
  if (!isWhole(watch) || taken.has(watchId)) return { key: watchId, value: null, notes };
  const zone = events.get(`${watch.source}/${watch.eventId}`);
  if (zone === undefined) notes.push(warning('eventId', 'names no event of the tab Events: nothing will be seen'));
  if (zone === null && leavesOf(watch.asked.condition).some(({ kind }) => kind === 'slot-available'))
    notes.push(warning('rule', 'is read in UTC: the time zone of the event is not known'));
  const { condition, ...settings } = watch.asked;
  return {
    key: watchId,
    value: {
      source: watch.source,
      eventId: watch.eventId,
      watchId,
      name,
      condition: zone ? inTimeZone(condition, zone) : condition,
      channels: ['log'],
      ...settings,
    },
    notes,
  };
};

const rejected = (column: WatchColumn, reason: string): Note => ({ column: watchColumns[column].header, severity: 'rejected', reason });
const warning = (column: WatchColumn, reason: string): Note => ({ column: watchColumns[column].header, severity: 'warning', reason });

const readRule = (row: WatchCells, notes: Note[]) => {
  const { name: _name, eventId: _eventId, source: _source, rule, ...cells } = row;
  const read = readWatch(lineOf(rule), textsOf(cells, lineOf(rule)));
  for (const { field, severity, reason } of read.notes) notes.push({ column: watchColumns[field].header, severity, reason });
  return read.watch;
};

const textsOf = (cells: Record<string, Cell>, rule: string): Cells =>
  Object.fromEntries(
    Object.entries(cells).map(([field, cell]) => [field, isPercentage(field, cell, rule) ? percentOfShare(cell) : lineOf(cell)]),
  );

/** The Sheets API tells a cell that shows 10% as the number 0.1; a price or a count below 1 is none. */
const isPercentage = (field: string, cell: Cell, rule: string): cell is number =>
  typeof cell === 'number' && cell > 0 && cell < 1 && (field === 'hysteresis' || (field === 'value' && asksForMove.test(rule)));

const asksForMove = /\b(moves?d?|changed?s?|falls?|fell|drops?|down|rises?|rose|jumps|up)\b/i;

const percentOfShare = (share: number): string => `${Number((share * 100).toPrecision(12))}%`;
