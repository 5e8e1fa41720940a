import { hoursOfWeek, LearnedPatterns, type Patterns, type Cell } from '@tickettape/sampling';
import { sparkline } from '../format/sparkline.js';
import { table } from '../output/table.js';
import type { AddressOptions } from '../services/addresses.js';
import { storageClient } from '../services/storage-client.js';
import { printJson, printText, type CommonOptions, type Terminal } from '../terminal.js';

export type PatternsOptions = CommonOptions & AddressOptions & { source?: string; learn?: boolean };

/** Shows when books change, as the collectors know it. */
export const patterns = async (options: PatternsOptions, terminal: Terminal): Promise<number> => {
  const storage = await storageClient(options, terminal);
  const learned = options.learn
    ? await storage.post(LearnedPatterns, '/admin/patterns/learn')
    : await storage.get(LearnedPatterns, '/admin/patterns');
  const shown = learned.patterns.filter(({ source }) => options.source === undefined || source === options.source);
  if (options.json) printJson(terminal, { patterns: shown });
  else printText(terminal, shown.length === 0 ? nothing : shown.map(describe).join('\n\n'));
  return 0;
};

const nothing = 'Nothing was learned yet. Storage learns every hour, and at once with --learn, from whole looks that follow each other.';

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const hoursOfDay = hoursOfWeek / days.length;

const describe = (patterns: Patterns): string =>
  [
    `${patterns.source}: ${patterns.changesPerHour.toFixed(2)} changes an hour of an average book, from ${patterns.spans} spans between whole looks, learned ${patterns.learnedAt}`,
    table(
      ['UTC', 'From 0:00 to 24:00', 'Covered', 'Changes'],
      days.map((day, index) => dayRow(day, ofDay(patterns.weekly, index))),
    ),
    table(
      ['Left', 'Beside average', 'Covered', 'Changes'],
      patterns.life.map(lifeRow).filter(([, , covered]) => covered !== hoursOf(0)),
    ),
    table(
      ['Event', 'Beside average', 'Covered', 'Changes'],
      liveliest(patterns).map(([eventId, cell]) => [eventId, ...cellRow(cell)]),
    ),
  ].join('\n\n');

const ofDay = (weekly: readonly Cell[], day: number): readonly Cell[] => weekly.slice(day * hoursOfDay, (day + 1) * hoursOfDay);

/** An hour that was never covered is a gap, not an average. */
const dayRow = (day: string, cells: readonly Cell[]): string[] => [
  day,
  sparkline(
    cells.map(({ factor, seconds }) => (seconds === 0 ? null : factor)),
    hoursOfDay,
  ),
  hoursOf(sum(cells, ({ seconds }) => seconds)),
  String(Math.round(sum(cells, ({ changes }) => changes))),
];

const lifeRow = (cell: Cell, index: number): string[] => [index === 0 ? 'below 1 h' : `from ${2 ** (index - 1)} h`, ...cellRow(cell)];

const cellRow = ({ factor, seconds, changes }: Cell): string[] => [`${factor.toFixed(2)} x`, hoursOf(seconds), String(Math.round(changes))];

const shownEvents = 10;
const liveliest = ({ events }: Patterns): [string, Cell][] =>
  Object.entries(events)
    .toSorted(([, a], [, b]) => b.factor - a.factor)
    .slice(0, shownEvents);

const hoursOf = (seconds: number): string => `${(seconds / 3600).toFixed(seconds < 36_000 ? 1 : 0)} h`;
const sum = (cells: readonly Cell[], of: (cell: Cell) => number): number => cells.reduce((total, cell) => total + of(cell), 0);
