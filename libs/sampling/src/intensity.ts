import { hourEndMs, hourOfWeekAt, lifeCellAt } from './cells.js';
import type { Patterns } from './patterns.js';
import type { Span, Subject } from './span.js';

const hourMs = 3_600_000;

/** Changes per hour that are to be expected of a book at an instant. */
export const intensityAt = ({ changesPerHour, weekly, life, events }: Patterns, { eventId, startsAtMs }: Subject, atMs: number): number =>
  changesPerHour *
  weekly[hourOfWeekAt(atMs)]!.factor *
  life[lifeCellAt(startsAtMs, atMs)]!.factor *
  (Object.hasOwn(events, eventId) ? events[eventId]!.factor : 1);

/** Changes to be expected between two instants. */
export const expectedChanges = (patterns: Patterns, subject: Subject, fromMs: number, toMs: number): number => {
  let expected = 0;
  for (let atMs = fromMs; atMs < toMs; atMs = hourEndMs(atMs))
    expected += intensityAt(patterns, subject, atMs) * ((Math.min(hourEndMs(atMs), toMs) - atMs) / hourMs);
  return expected;
};

/** Changes that count as much as what was expected, when a single look is asked whether its book is livelier than usual. */
const doubtChanges = 5;

/** How much livelier than expected the last span was: 1 is as expected. */
export const surpriseOf = (patterns: Patterns, last: Span): number =>
  (last.changes + doubtChanges) / (expectedChanges(patterns, last, last.fromMs, last.toMs) + doubtChanges);
