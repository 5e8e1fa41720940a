import { asked, fullPatience, type Limit, type Patience } from './limit.js';

/** Stands before the listings and counts. Without a limit everybody may pass. */
export class Gatekeeper {
  private patience: Patience = fullPatience;

  constructor(
    private limit: Limit | null,
    private readonly nowMs: () => number,
  ) {}

  /** Counts a request; gives the status with which it is refused, or null. */
  refuse(): number | null {
    if (this.limit === null) return null;
    this.patience = asked(this.patience, this.limit, this.nowMs());
    return this.patience.bannedAtMs === null ? null : this.limit.status;
  }

  /** What the source says that it bears. */
  get declared(): number | null {
    if (this.limit === null || this.limit.declaredRequests === null) return null;
    return this.limit.declaredRequests ?? this.limit.requests;
  }

  /** Replaces the limit, and forgives. */
  set(limit: Limit | null): void {
    this.limit = limit;
    this.patience = fullPatience;
  }

  get state() {
    const { bannedAtMs, requests, bans, recentMs } = this.patience;
    return { limit: this.limit, requests, recentRequests: recentMs.length, bans, banned: bannedAtMs !== null };
  }
}
