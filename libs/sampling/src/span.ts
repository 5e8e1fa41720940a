import { hourEndMs, hourOfWeekAt, lifeCellAt } from './cells.js';

/** Whose book it is, and when its event begins; null where it has no beginning. */
export type Subject = { eventId: string; startsAtMs: number | null };

/** The time between two whole looks at one book that follow each other, and how many listings differed. Time that was blind or partial is in no span. */
export type Span = Subject & { fromMs: number; toMs: number; changes: number };

/** A span within one hour of the week; nobody knows when in a span its changes happened, so that they are spread evenly. */
export type Piece = { eventId: string; hourOfWeek: number; lifeCell: number; seconds: number; changes: number };

export const piecesOf = (span: Span): Piece[] => {
  const pieces: Piece[] = [];
  for (let fromMs = span.fromMs; fromMs < span.toMs; fromMs = hourEndMs(fromMs)) {
    const toMs = Math.min(hourEndMs(fromMs), span.toMs);
    pieces.push({
      eventId: span.eventId,
      hourOfWeek: hourOfWeekAt(fromMs),
      lifeCell: lifeCellAt(span.startsAtMs, fromMs),
      seconds: (toMs - fromMs) / 1000,
      changes: (span.changes * (toMs - fromMs)) / (span.toMs - span.fromMs),
    });
  }
  return pieces;
};
