import type { Condition, Watch } from '@tickettape/contracts';
import type { Tab } from '../readers/sheet.js';
import { requiredLine } from '../rows/cell.js';
import type { Columns, TableRow } from '../rows/columns.js';
import { readEventId } from '../rows/event-id.js';
import { readRows, type RowsRead } from '../rows/read-rows.js';
import { isWhole, takeNotes, type RowReading } from '../rows/row-notes.js';
import { readSource } from '../rows/source.js';
import { readChannels } from './channels.js';
import { readCurrency, readKind, readPercent, readPrice, readSection, readWithin } from './condition.js';
import { watchIdOf } from './watch-id.js';

export const watchColumns = {
  name: { header: 'Watch', required: true },
  eventId: { header: 'viagId', required: true },
  condition: { header: 'Condition', required: true },
  value: { header: 'Value', required: false },
  within: { header: 'Within', required: false },
  section: { header: 'Section', required: false },
  currency: { header: 'Currency', required: false },
  channels: { header: 'Channels', required: false },
  source: { header: 'Source', required: false },
} as const satisfies Columns<string>;

type WatchColumn = keyof typeof watchColumns;
type WatchCells = TableRow<WatchColumn>['cells'];

/** The watches of the tab `Watches`; one that names an event not in `knownEvents` is defined, with a warning. Throws SHEET_UNREADABLE. */
export const readWatchRows = (tab: Tab, defaultSource: string, knownEvents: ReadonlySet<string>): RowsRead<Watch> =>
  readRows('Watches', tab, watchColumns, () => (cells) => readWatchRow(cells, defaultSource, knownEvents));

const readWatchRow = (cells: WatchCells, defaultSource: string, knownEvents: ReadonlySet<string>): RowReading<Watch> => {
  const { notes, take } = takeNotes(watchColumns);
  const name = take('name', requiredLine(cells.name));
  const source = take('source', readSource(cells.source, defaultSource));
  const eventId = source === undefined ? undefined : take('eventId', readEventId(cells.eventId, source));
  const condition = readCondition(cells, take);
  const channels = take('channels', readChannels(cells.channels));
  if (name === undefined) return { key: null, value: null, notes };

  const watchId = watchIdOf(name);
  const watch = { source, eventId, watchId, name, condition, channels };
  if (!isWhole(watch)) return { key: watchId, value: null, notes };
  if (!knownEvents.has(`${watch.source}/${watch.eventId}`))
    notes.push({
      column: watchColumns.eventId.header,
      severity: 'warning',
      reason: 'names no event of the tab Events: nothing will be seen',
    });
  return { key: watchId, value: watch, notes };
};

type Take = ReturnType<typeof takeNotes<WatchColumn>>['take'];

const readCondition = (cells: WatchCells, take: Take): Condition | undefined => {
  const kind = take('condition', readKind(cells.condition));
  switch (kind) {
    case undefined:
      return undefined;
    case 'get-in-below':
    case 'get-in-above': {
      const currency = take('currency', readCurrency(cells.currency));
      const price = currency === undefined ? undefined : take('value', readPrice(cells.value, currency));
      return currency === undefined || price === undefined ? undefined : { kind, price, currency };
    }
    case 'get-in-moves': {
      const percent = take('value', readPercent(cells.value));
      const withinSeconds = take('within', readWithin(cells.within));
      return percent === undefined || withinSeconds === undefined ? undefined : { kind, percent, withinSeconds };
    }
    case 'new-listing': {
      const section = take('section', readSection(cells.section));
      return section === undefined ? undefined : { kind, section };
    }
  }
};
