import type { SourceState } from '@tickettape/contracts';

export const unknownState: SourceState = { paused: false, reason: null, detail: '', since: null, by: null };

type Cause = Pick<SourceState, 'reason' | 'detail' | 'by'> & { at: string };

/** The first cause of a pause stays. */
export const paused = (state: SourceState, { at, ...cause }: Cause): SourceState =>
  state.paused ? state : { ...state, ...cause, paused: true, since: at };

export const resumed = (state: SourceState, at: string): SourceState =>
  state.paused ? { ...state, paused: false, detail: 'resumed', by: 'operator', since: at } : state;

/** What holds for one source: a pause of all sources is its own, too. */
export const under = (all: SourceState, own: SourceState): SourceState => (all.paused && !own.paused ? all : own);
