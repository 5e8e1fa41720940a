import { hoursOfWeek, lifeCells } from './cells.js';
import type { Cell, Patterns } from './patterns.js';
import type { Piece } from './span.js';

/**
 * How long something must have been covered until it counts for itself as much as the average of its source does, in seconds of average liveliness:
 * the prior of a gamma-Poisson model, whose mean is the average.
 */
const priorSeconds = { weekly: 12 * 3600, life: 12 * 3600, events: 24 * 3600 } as const;

/** Each kind of factor is fitted in turn with the others held; after three rounds they move by less than a percent. */
const rounds = 3;

/** What the covered time of one source, `pieces` of so many spans, tells about when its books change. */
export const learn = (source: string, pieces: readonly Piece[], { spans, learnedAt }: Learned): Patterns => {
  const seconds = sum(pieces, (piece) => piece.seconds);
  const average = seconds === 0 ? 0 : sum(pieces, ({ changes }) => changes) / seconds;
  const cells = fit(pieces, average);
  const rootOf = (piece: Piece) => Math.sqrt(average * 3600 * factorOf(cells, piece));
  return {
    source,
    learnedAt,
    spans,
    changesPerHour: average * 3600,
    meanRoot: seconds === 0 ? 0 : sum(pieces, (piece) => piece.seconds * rootOf(piece)) / seconds,
    weekly: Array.from({ length: hoursOfWeek }, (_, hour) => cells.weekly.get(hour) ?? unseen),
    life: Array.from({ length: lifeCells }, (_, cell) => cells.life.get(cell) ?? unseen),
    events: Object.fromEntries(cells.events),
  };
};

type Learned = Pick<Patterns, 'spans' | 'learnedAt'>;

const unseen: Cell = { factor: 1, changes: 0, seconds: 0 };

type Cells = { weekly: Map<number, Cell>; life: Map<number, Cell>; events: Map<string, Cell> };
type Kind = keyof Cells;

const keyOf = {
  weekly: (piece: Piece) => piece.hourOfWeek,
  life: (piece: Piece) => piece.lifeCell,
  events: (piece: Piece) => piece.eventId,
};

const factorOf = ({ weekly, life, events }: Cells, piece: Piece, without?: Kind): number =>
  (without === 'weekly' ? 1 : (weekly.get(piece.hourOfWeek)?.factor ?? 1)) *
  (without === 'life' ? 1 : (life.get(piece.lifeCell)?.factor ?? 1)) *
  (without === 'events' ? 1 : (events.get(piece.eventId)?.factor ?? 1));

const fit = (pieces: readonly Piece[], average: number): Cells => {
  const cells: Cells = { weekly: new Map(), life: new Map(), events: new Map() };
  if (average === 0) return cells;
  for (let round = 0; round < rounds; round += 1)
    for (const kind of ['life', 'weekly', 'events'] as const) cells[kind] = refit(kind, pieces, cells, average) as never;
  return cells;
};

type Tally = { changes: number; seconds: number; livelySeconds: number };

const refit = (kind: Kind, pieces: readonly Piece[], cells: Cells, average: number): Map<number | string, Cell> => {
  const tallies = new Map<number | string, Tally>();
  for (const piece of pieces) {
    const key = keyOf[kind](piece);
    const tally = tallies.get(key) ?? { changes: 0, seconds: 0, livelySeconds: 0 };
    tally.changes += piece.changes;
    tally.seconds += piece.seconds;
    tally.livelySeconds += piece.seconds * factorOf(cells, piece, kind);
    tallies.set(key, tally);
  }
  return new Map([...tallies].map(([key, tally]) => [key, cellOf(tally, average, priorSeconds[kind])]));
};

const cellOf = ({ changes, seconds, livelySeconds }: Tally, average: number, prior: number): Cell => ({
  factor: (changes + average * prior) / (average * (livelySeconds + prior)),
  changes,
  seconds,
});

const sum = <Item>(items: readonly Item[], of: (item: Item) => number): number => items.reduce((total, item) => total + of(item), 0);
