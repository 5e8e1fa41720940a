import { Inject, Injectable, Logger } from '@nestjs/common';
import { JetStreamApiError } from '@nats-io/jetstream';
import type { KV, KvEntry } from '@nats-io/kv';
import { AppError } from '@tickettape/errors';
import { hostname } from 'node:os';
import type { SheetSyncConfig } from '../config.js';
import { LEASE_BUCKET, SHEET_SYNC_CONFIG } from '../tokens.js';
import { decideLease, type Entry, type Holder } from './decide-lease.js';

const key = 'sheet-sync';

export type Turn = { onTaken: () => void; onLost: () => void };

/**
 * Of all replicas one reads the sheet: whoever holds this lease. A holder stops believing in it before anybody else may take it, a third of a term earlier;
 * whatever slips through that is caught by the streams, which take a fact only at the sequence that its writer knew.
 */
@Injectable()
export class Lease {
  private readonly logger = new Logger(Lease.name);
  private readonly me: Holder = { host: hostname(), pid: process.pid };
  private readonly termMs: number;
  private own: { revision: number; untilMs: number } | null = null;
  private seen: { entry: Entry; sinceMs: number } | null = null;
  private turn: Turn | null = null;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  /** What was last told. */
  private told = false;

  constructor(
    @Inject(LEASE_BUCKET) private readonly bucket: KV,
    @Inject(SHEET_SYNC_CONFIG) config: SheetSyncConfig,
  ) {
    this.termMs = config.LEASE_SECONDS * 1000;
  }

  get held(): boolean {
    return this.own !== null && performance.now() < this.own.untilMs;
  }

  /** Throws STANDBY, which names the holder, while another replica holds it. */
  expectHeld(): void {
    if (this.held) return;
    const holder = this.seen?.entry.holder;
    throw new AppError('STANDBY', { detail: holder ? `the sheet is read by ${holder.host}` : 'nobody reads the sheet yet' });
  }

  /** Resolves after the first try to get it. */
  async start(turn: Turn): Promise<void> {
    this.turn = turn;
    await this.tick();
  }

  /** Gives it back, so that the next one need not wait. */
  async release(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    const { own } = this;
    this.own = null;
    if (own !== null) await this.bucket.update(key, 'null', own.revision).catch(() => undefined);
  }

  private async tick(): Promise<void> {
    try {
      await this.step();
    } catch (error) {
      if (!isConflict(error)) this.logger.warn({ err: error as Error }, 'the lease cannot be looked at');
    }
    if (this.stopped) return;
    this.tell();
    this.timer = setTimeout(() => void this.tick(), this.termMs / 5);
  }

  private async step(): Promise<void> {
    const startedMs = performance.now();
    const entry = entryOf(await this.bucket.get(key));
    if (entry !== null && entry.revision !== this.seen?.entry.revision) this.seen = { entry, sinceMs: performance.now() };
    const unchangedMs = this.seen === null ? 0 : startedMs - this.seen.sinceMs;
    const action = decideLease({ entry, ownRevision: this.own?.revision ?? null, unchangedMs, termMs: this.termMs, isGone: this.isGone });
    if (action === 'wait') this.own = null;
    else this.own = { revision: await this.write(entry), untilMs: startedMs + (this.termMs * 2) / 3 };
  }

  private write(entry: Entry | null): Promise<number> {
    const text = JSON.stringify(this.me);
    return entry === null ? this.bucket.create(key, text) : this.bucket.update(key, text, entry.revision);
  }

  private tell(): void {
    if (this.held === this.told) return;
    this.told = this.held;
    this.logger.log(this.told ? 'this replica reads the sheet' : 'another replica reads the sheet');
    if (this.told) this.turn?.onTaken();
    else this.turn?.onLost();
  }

  /** Only of this machine it can be known; an earlier life of the same container had our own number. */
  private readonly isGone = ({ host, pid }: Holder): boolean => host === this.me.host && (pid === this.me.pid || !isRunning(pid));
}

const entryOf = (entry: KvEntry | null): Entry | null =>
  entry === null ? null : { revision: entry.revision, holder: JSON.parse(entry.string() || 'null') as Holder | null };

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process is a running one.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const wrongLastSequence = 10071;
const isConflict = (error: unknown): boolean => error instanceof JetStreamApiError && error.code === wrongLastSequence;
