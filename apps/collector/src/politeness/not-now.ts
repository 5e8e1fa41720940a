import type { Wait } from './host-state.js';

/** A request that was not made, since its host or its source may not be asked before `untilMs` (epoch milliseconds). */
export class NotNow extends Error {
  override readonly name = 'NotNow';

  constructor(
    readonly untilMs: number,
    readonly why: Wait | 'paused',
  ) {
    super(`no request before ${new Date(untilMs).toISOString()}: ${why}`);
  }
}
