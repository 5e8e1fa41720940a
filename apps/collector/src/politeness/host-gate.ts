import { Logger } from '@nestjs/common';
import type { BookKey } from '@tickettape/contracts';
import { metrics } from '@tickettape/telemetry';
import {
  BrokenCircuitError,
  bulkhead,
  circuitBreaker,
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  handleWhenResult,
  TaskCancelledError,
} from 'cockatiel';
import { setTimeout as sleep } from 'node:timers/promises';
import { graceMs } from './bucket.js';
import type { Budget } from './budget.js';
import { closed, pushedBack, takeTurn, type HostState, type Turn } from './host-state.js';
import { reportClosure, reportUse } from './host-report.js';
import type { HostStates } from './host-states.js';
import type { Ledger } from './ledger.js';
import { NotNow } from './not-now.js';
import { isFailure, isPushBack, type Told } from './told.js';

/** Requests to one host that one process holds open at the same time. */
const requestsAtOnce = 3;
/** A turn may lie this far ahead, and a request may wait this long for its place; where a host is busy for longer, the sweep comes back later. */
const patienceMs = 30_000;
const failuresInRow = 5;
const restMs = 30_000;

export type Errand = BookKey & { operation: string };

export type HostGateSettings = {
  host: string;
  budget: Budget;
  /** Draws the milliseconds between the beginnings of two requests. */
  gapMs: () => number;
  /** Divides the waits that we choose ourselves. */
  speed: number;
  /** The process that asks. */
  replica: string;
  hosts: Pick<HostStates, 'read' | 'change'>;
  ledger: Pick<Ledger, 'record'>;
  /** Epoch milliseconds of the clock that all replicas share. */
  now: () => number;
  isPaused: (source: string) => Promise<boolean>;
};

/** The only way to a host: every request waits for its turn in the budget that all replicas share, and how the host takes it changes that budget. */
export class HostGate {
  private readonly logger = new Logger('politeness');
  private readonly open = bulkhead(requestsAtOnce, Number.POSITIVE_INFINITY);
  private readonly breaker: CircuitBreakerPolicy;
  /** Good answers that the shared state does not know of yet. */
  private answers = 0;

  constructor(private readonly settings: HostGateSettings) {
    this.breaker = circuitBreaker(
      handleWhenResult((asked) => isFailure((asked as { told: Told }).told)),
      { halfOpenAfter: restMs / settings.speed, breaker: new ConsecutiveBreaker(failuresInRow) },
    );
    this.breaker.onBreak(() => void this.rest());
  }

  get host(): string {
    return this.settings.host;
  }

  get budget(): Budget {
    return this.settings.budget;
  }

  state(): Promise<HostState> {
    return this.settings.hosts.read(this.settings.host);
  }

  /**
   * Waits for a turn, then gives what `request` gives; `tellOf` says how the host took it. Rejects with NotNow where the host or the source may not
   * be asked soon, and with the reason of `signal`.
   */
  async run<Value>(errand: Errand, request: () => Promise<Value>, tellOf: (value: Value) => Told, signal: AbortSignal): Promise<Value> {
    const { now, speed } = this.settings;
    const queueing = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
    const asked = this.open.execute(() => this.breaker.execute(() => this.ask(errand, request, tellOf, signal)), queueing);
    const { value } = await asked.catch((error: unknown) => {
      signal.throwIfAborted();
      if (error instanceof BrokenCircuitError) throw this.refusal(errand, now() + restMs / speed, 'failing');
      if (error instanceof TaskCancelledError) throw this.refusal(errand, now(), 'spacing');
      throw error;
    });
    return value;
  }

  private async ask<Value>(errand: Errand, request: () => Promise<Value>, tellOf: (value: Value) => Told, signal: AbortSignal) {
    const { now } = this.settings;
    const wishedMs = now();
    await this.turn(errand, signal);
    const startedMs = now();
    const value = await request();
    const told = tellOf(value);
    this.note(errand, told, wishedMs, startedMs);
    await this.heed(told, startedMs);
    return { value, told };
  }

  /** Resolves at the beginning of a turn that is still valid: not used too late, and neither host nor source were closed meanwhile. */
  private async turn(errand: Errand, signal: AbortSignal): Promise<void> {
    const { now } = this.settings;
    // How long before the beginning of a turn we have to start, as slow as NATS is.
    for (let leadMs = 0; ;) {
      signal.throwIfAborted();
      const wishedMs = now() + leadMs;
      const turn = await this.take(errand, wishedMs);
      if (turn.kind === 'refused') throw this.refusal(errand, turn.untilMs, turn.why);
      await this.waitUntil(turn.startMs - leadMs, signal);
      const isOpen = turn.startMs <= wishedMs || (await this.isStillOpen(errand));
      await this.waitUntil(turn.startMs, signal);
      const lateMs = Math.max(0, now() - turn.startMs);
      if (isOpen && lateMs <= graceMs) return;
      leadMs += lateMs;
    }
  }

  private async waitUntil(atMs: number, signal: AbortSignal): Promise<void> {
    const waitMs = atMs - this.settings.now();
    if (waitMs > 0) await sleep(Math.ceil(waitMs), undefined, { signal });
  }

  private async isStillOpen(errand: Errand): Promise<boolean> {
    const { hosts, host, isPaused, now } = this.settings;
    const [state, paused] = await Promise.all([hosts.read(host), isPaused(errand.source)]);
    if (paused) throw this.refusal(errand, now(), 'paused');
    return state.closedUntilMs <= now();
  }

  private async take({ source, operation }: Errand, nowMs: number): Promise<Turn> {
    const { hosts, host, budget, gapMs } = this.settings;
    const answers = this.answers;
    this.answers = 0;
    const wish = { budget, operation, gapMs: gapMs(), nowMs, patienceMs, answers };
    const { turn, state } = await hosts.change(host, (before) => {
      const turn = takeTurn(before, wish);
      const state = turn.kind === 'granted' ? turn.state : before;
      return { state, result: { turn, state } };
    });
    metrics.host_rate_ratio.set({ source }, state.share);
    reportUse(host, state, budget, nowMs);
    return turn;
  }

  /** Push-backs, a wish to be left alone and a run of failures change the budget of all replicas at once; good answers are told with the next turn. */
  private async heed(told: Told, startedMs: number): Promise<void> {
    const { now, speed } = this.settings;
    const { retryAfterMs } = told;
    if (isPushBack(told)) await this.change((state) => pushedBack(state, { startedMs, nowMs: now(), retryAfterMs, speed }));
    else if (retryAfterMs !== null) await this.change((state) => closed(state, now() + retryAfterMs, 'retry-after'));
    else if (!isFailure(told)) this.answers += 1;
  }

  /** The other replicas need not find out for themselves that the host does not answer. */
  private async rest(): Promise<void> {
    const untilMs = this.settings.now() + restMs / this.settings.speed;
    await this.change((state) => closed(state, untilMs, 'failing')).catch((error: unknown) => this.logger.warn(error));
  }

  private async change(step: (state: HostState) => HostState): Promise<void> {
    const { hosts, host } = this.settings;
    const { before, after } = await hosts.change(host, (before) => {
      const after = step(before);
      return { state: after, result: { before, after } };
    });
    reportClosure(host, before, after);
  }

  private note(errand: Errand, told: Told, wishedMs: number, startedMs: number): void {
    const { host, replica, ledger, now } = this.settings;
    const { source } = errand;
    const [waitedMs, tookMs] = [startedMs - wishedMs, now() - startedMs];
    metrics.source_requests_total.inc({ source, result: told.result });
    metrics.host_wait_seconds.observe({ source }, waitedMs / 1000);
    metrics.source_request_seconds.observe({ source }, tookMs / 1000);
    const at = new Date(startedMs).toISOString();
    ledger.record({ ...errand, at, host, replica, ...told, waitedMs: Math.round(waitedMs), tookMs: Math.round(tookMs) });
  }

  private refusal({ source }: Errand, untilMs: number, why: NotNow['why']): NotNow {
    metrics.host_refusals_total.inc({ source, why });
    return new NotNow(untilMs, why);
  }
}
