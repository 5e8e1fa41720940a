import type { OfficeScript } from './script.js';

/** Counts as the real office does: only accepted requests count, and each of them renews the window, so that the counter ends by silence alone. */
export class Limiter {
  private count = 0;
  private acceptedAtMs = 0;

  /** Whether one more request is accepted. */
  accepts(limit: OfficeScript['limit'], nowMs: number): boolean {
    if (limit === null) return true;
    if (nowMs - this.acceptedAtMs >= limit.quietMs) this.count = 0;
    if (this.count >= limit.requests) return false;
    this.count += 1;
    this.acceptedAtMs = nowMs;
    return true;
  }
}
