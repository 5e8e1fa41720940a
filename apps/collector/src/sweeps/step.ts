import type { Blindness, Book } from '@tickettape/book';
import type { SourceState, SweepDue } from '@tickettape/contracts';
import type { Pace } from '../politeness/pace.js';

/** What to do about a sweep that is due. */
export type Step =
  | { do: 'look' }
  /** The book was looked at since this sweep fell due: the message came again, or another was faster. */
  | { do: 'skip' }
  | { do: 'postpone'; why: 'too-soon'; untilMs: number }
  /** The source is paused: no request. The first sweep of each book in a pause says so on the tape, the later ones say nothing. */
  | { do: 'tell'; blindness: Blindness }
  | { do: 'rest' };

export type Situation = { due: SweepDue; book: Book; state: SourceState; pace: Pace; nowMs: number };

export const stepOf = ({ due, book, state, pace, nowMs }: Situation): Step => {
  if (book.observedAt !== null && book.observedAt >= due.dueAt) return { do: 'skip' };
  if (state.paused) return isTold(book, state) ? { do: 'rest' } : { do: 'tell', blindness: blindnessOf(state, nowMs) };
  const allowedMs = book.observedAt === null ? nowMs : Date.parse(book.observedAt) + pace.sweepFloorMs;
  return allowedMs > nowMs ? { do: 'postpone', why: 'too-soon', untilMs: allowedMs } : { do: 'look' };
};

const isTold = (book: Book, { since }: SourceState): boolean =>
  book.status === 'unseen' && book.observedAt !== null && since !== null && book.observedAt >= since;

/** Nothing can be seen while a source is paused, whoever paused it. */
const blindnessOf = ({ reason, detail }: SourceState, nowMs: number): Blindness => ({
  kind: 'blind',
  observedAt: new Date(nowMs).toISOString(),
  reason: reason === 'challenged' ? 'challenged' : 'blocked',
  httpStatus: null,
  attempts: 0,
  detail: `no request, the source is paused: ${detail}`,
});
