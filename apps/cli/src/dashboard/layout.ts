/** A column of the events table; widths are in characters, and a column is left out below `fromColumns`. */
export type ColumnName =
  'event' | 'starts' | 'look' | 'listings' | 'tickets' | 'getIn' | 'getInChange' | 'median' | 'medianChange' | 'trend';
export type Column = { name: ColumnName; title: string; width: number; align: 'left' | 'right' };

type Declaration = Column & { fromColumns: number };

const declared = [
  { name: 'event', title: 'Event', width: 14, align: 'left', fromColumns: 0 },
  { name: 'starts', title: 'Starts', width: 11, align: 'left', fromColumns: 96 },
  { name: 'look', title: 'Last look', width: 18, align: 'left', fromColumns: 0 },
  { name: 'listings', title: 'Listings', width: 8, align: 'right', fromColumns: 0 },
  { name: 'tickets', title: 'Tickets', width: 7, align: 'right', fromColumns: 104 },
  { name: 'getIn', title: 'Get-in', width: 12, align: 'right', fromColumns: 0 },
  { name: 'getInChange', title: '', width: 8, align: 'left', fromColumns: 0 },
  { name: 'median', title: 'Median', width: 12, align: 'right', fromColumns: 130 },
  { name: 'medianChange', title: '', width: 8, align: 'left', fromColumns: 130 },
  { name: 'trend', title: 'Get-in trend', width: 8, align: 'left', fromColumns: 76 },
] as const satisfies readonly Declaration[];

/** Spaces between two columns. */
export const columnGap = 1;
/** Spaces at each edge of the screen. */
export const margin = 1;

/** The columns that fit; what room is left goes to the event's name and to the trend. */
export const eventColumns = (screenColumns: number): Column[] => {
  const shown: readonly Declaration[] = declared.filter(({ fromColumns }) => screenColumns >= fromColumns);
  const used = shown.reduce((sum, { width }) => sum + width, 0) + columnGap * (shown.length - 1) + 2 * margin;
  const growth = shareRoom(
    Math.max(0, screenColumns - used),
    shown.some(({ name }) => name === 'trend'),
  );
  return shown.map(({ name, title, width, align }) => ({ name, title, width: width + (growth[name] ?? 0), align }));
};

const widest = { event: 26, trend: 40 } as const;

/** How much wider the two elastic columns become. */
const shareRoom = (room: number, hasTrend: boolean): Partial<Record<ColumnName, number>> => {
  const event = Math.min(widest.event, hasTrend ? Math.ceil(room * 0.55) : room);
  return { event, trend: Math.min(widest.trend, room - event) };
};

/** From this width on, services and addresses stand beside each other. */
const sideBySideFrom = 110;
/** From this height on, a blank line sets the panels apart. */
const airyFrom = 30;

export type Size = { columns: number; rows: number };
export type Wanted = { events: number; alerts: number; services: number; addresses: number };
export type Layout = Wanted & { sideBySide: boolean; airy: boolean };

/** Who gets rows first: the necessary, then every event, some alerts, every address, and more alerts. */
const grants = [
  ['services', 8],
  ['events', 3],
  ['alerts', 2],
  ['events', Infinity],
  ['alerts', 6],
  ['addresses', Infinity],
  ['alerts', Infinity],
] as const satisfies readonly (readonly [keyof Wanted, number])[];

/** How many rows each panel gets. Ink needs the last line of the screen free to redraw without flicker. */
export const layOut = ({ columns, rows }: Size, wanted: Wanted): Layout => {
  const sideBySide = columns >= sideBySideFrom;
  const airy = rows >= airyFrom;
  const titles = sideBySide ? 3 : 4;
  const header = 1;
  const tableHead = 1;
  let room = Math.max(0, rows - 1 - header - tableHead - titles - (airy ? titles : 0));
  const given: Wanted = { events: 0, alerts: 0, services: 0, addresses: 0 };
  for (const [panel, upTo] of grants) {
    const granted = Math.min(room + free(panel, given, sideBySide), Math.max(0, Math.min(wanted[panel], upTo) - given[panel]));
    room -= Math.max(0, granted - free(panel, given, sideBySide));
    given[panel] += granted;
  }
  return { ...given, addresses: given.addresses === 1 && wanted.addresses > 1 ? 0 : given.addresses, sideBySide, airy };
};

/** Rows of addresses that cost nothing, because services stand beside them. */
const free = (panel: keyof Wanted, given: Wanted, sideBySide: boolean): number =>
  panel === 'addresses' && sideBySide ? Math.max(0, given.services - given.addresses) : 0;

/** The first of `items` that fit into `rows`; where some do not, the last row says how many. */
export const fit = <Item>(items: readonly Item[], rows: number): { shown: readonly Item[]; hidden: number } => {
  if (items.length <= rows) return { shown: items, hidden: 0 };
  const shown = items.slice(0, Math.max(0, rows - 1));
  return { shown, hidden: items.length - shown.length };
};
