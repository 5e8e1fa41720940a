import { bulkhead } from 'cockatiel';
import { setTimeout as sleep } from 'node:timers/promises';

/** Requests to one host that may be open at the same time. */
const requestsAtOnce = 3;

/** Lets requests to one host through: at most three at once, and each begins a drawn gap after the one before. Counts this process only. */
export class HostGate {
  private readonly open = bulkhead(requestsAtOnce, Number.POSITIVE_INFINITY);
  private readonly turns = bulkhead(1, Number.POSITIVE_INFINITY);
  private nextStartMs = 0;

  /** `gapMs` draws the milliseconds between the beginnings of two requests. */
  constructor(private readonly gapMs: () => number) {}

  /** Waits for its turn, then gives what `request` gives. Rejects when `signal` aborts the wait. */
  run<Value>(request: () => Promise<Value>, signal: AbortSignal): Promise<Value> {
    return this.open.execute(async () => {
      await this.turns.execute(() => this.turn(signal), signal);
      return request();
    }, signal);
  }

  /** Lets no request begin for `restMs`, because the host asked for that. */
  rest(restMs: number): void {
    this.nextStartMs = Math.max(this.nextStartMs, performance.now() + restMs);
  }

  /** By the monotonic clock, so that a set clock cannot shorten a gap. */
  private async turn(signal: AbortSignal): Promise<void> {
    for (let leftMs = this.leftMs(); leftMs > 0; leftMs = this.leftMs()) await sleep(Math.ceil(leftMs), undefined, { signal });
    this.nextStartMs = performance.now() + this.gapMs();
  }

  private leftMs(): number {
    return this.nextStartMs - performance.now();
  }
}
