import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { AppError } from '@tickettape/errors';
import { spanNames, withSpan } from '@tickettape/telemetry';
import type { SheetSyncConfig } from '../config.js';
import { Lease } from '../lease/lease.js';
import { SHEET_SYNC_CONFIG } from '../tokens.js';
import { CycleLog } from './cycle-log.js';
import { nextCycleDelayMs } from './next-cycle.js';
import { SyncCycle, type CycleResult } from './sync-cycle.js';

type CycleOrder = {
  /** The token of a hold that a person confirmed. */
  confirmed?: string | undefined;
  /** Starts a trace of its own instead of going on with the caller's. */
  root?: boolean;
};

/** Runs a cycle at start, at every interval and on demand, one after the other, in the one replica that holds the lease. */
@Injectable()
export class SyncLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private readonly log = new CycleLog();
  private tail: Promise<unknown> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private failures = 0;
  private result: CycleResult | null = null;

  constructor(
    private readonly cycle: SyncCycle,
    @Inject(SHEET_SYNC_CONFIG) private readonly config: SheetSyncConfig,
    private readonly lease: Lease,
  ) {}

  /** Of the last cycle that could read the sheet; null before the first. Throws STANDBY where another replica reads it. */
  get last(): CycleResult | null {
    this.lease.expectHeld();
    return this.result;
  }

  async onApplicationBootstrap() {
    await this.lease.start({ onTaken: () => this.syncUnasked(), onLost: () => this.standBy() });
  }

  async beforeApplicationShutdown() {
    clearTimeout(this.timer);
    this.stopping.abort();
    await this.tail;
    await this.lease.release();
  }

  /** A cycle of its own, after the one that may be running. Throws as `SyncCycle.run`, and STANDBY where another replica reads the sheet. */
  async sync({ confirmed, root = false }: CycleOrder = {}): Promise<CycleResult> {
    this.lease.expectHeld();
    const run = this.tail.then(() => this.run({ confirmed, root }));
    this.tail = run.catch(() => undefined);
    return run;
  }

  /** Removes what is held under `token`, if a fresh look at the sheet still misses exactly that. Throws NOT_FOUND otherwise. */
  async confirm(token: string): Promise<CycleResult> {
    const hold = this.last?.holds.find((held) => held.token === token);
    if (!hold) throw nothingHeld('no removals are held under this token');
    const result = await this.sync({ confirmed: token });
    if (result.holds.some(({ tab }) => tab === hold.tab)) throw nothingHeld('other removals are held by now');
    return result;
  }

  /** What it last saw may be old by the time it reads again. */
  private standBy(): void {
    clearTimeout(this.timer);
    this.result = null;
  }

  private async run({ confirmed, root }: CycleOrder): Promise<CycleResult> {
    try {
      const result = await withSpan(spanNames.sync, root ? { root } : {}, () => this.logged(confirmed));
      this.result = result;
      this.scheduleAfter(undefined);
      return result;
    } catch (error) {
      this.scheduleAfter(error);
      throw error;
    }
  }

  private async logged(confirmed: string | undefined): Promise<CycleResult> {
    try {
      const result = await this.cycle.run({ signal: this.stopping.signal, confirmed });
      this.log.ended(result);
      return result;
    } catch (error) {
      if (!this.stopping.signal.aborted) this.log.failed(error);
      throw error;
    }
  }

  private scheduleAfter(failure: unknown): void {
    this.failures = failure === undefined ? 0 : this.failures + 1;
    const intervalMs = this.config.SYNC_INTERVAL_SECONDS * 1000;
    this.scheduleIn(nextCycleDelayMs({ failure, failures: this.failures, intervalMs, nowMs: Date.now(), random: Math.random() }));
  }

  private scheduleIn(delayMs: number): void {
    clearTimeout(this.timer);
    if (!this.stopping.signal.aborted && this.lease.held) this.timer = setTimeout(() => this.syncUnasked(), delayMs);
  }

  /** A failure has been logged and has scheduled the next cycle; there is nobody else to tell. */
  private syncUnasked(): void {
    this.sync({ root: true }).catch(() => undefined);
  }
}

const nothingHeld = (detail: string): AppError =>
  new AppError('NOT_FOUND', { detail, fix: 'Read GET /admin/removals and confirm the token it shows' });
