export { hourOfWeekAt, hoursOfWeek, lifeCellAt, lifeCells } from './cells.js';
export { expectedChanges, intensityAt, surpriseOf } from './intensity.js';
export { learn } from './learn.js';
export { nextLookMs, shareAt, shares, type NextLook } from './next-look.js';
export { LearnedPatterns, Patterns, type Cell } from './patterns.js';
export { piecesOf, type Piece, type Span, type Subject } from './span.js';
