import type { Progress } from './progress.js';
import type { AnyProjection } from './projection.js';
import type { Incoming } from './read-message.js';

/** Where a projector tells how it does; the live tables and a rebuild are told apart here. */
export type Report = {
  committed: (projection: AnyProjection, batch: readonly Incoming<unknown>[], progress: Progress, startedAtMs: number) => void;
  /** The end of the stream was heard of. */
  lag: (projection: AnyProjection, progress: Progress) => void;
  state: (projection: AnyProjection, progress: Progress) => void;
};
