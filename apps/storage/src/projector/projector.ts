import type { Logger } from '@nestjs/common';
import { kindOf } from '@tickettape/errors';
import { setTimeout as delay } from 'node:timers/promises';
import { Progress } from './progress.js';
import type { AnyProjection } from './projection.js';
import { runSession, type SessionTools } from './session.js';

/** Milliseconds before each new attempt; the last entry repeats. */
const retryDelaysMs = [100, 500, 1_000, 2_000, 5_000] as const;

/** Keeps one projection going for as long as the service runs: whatever fails is tried again from what the database holds. */
export class Projector {
  readonly progress = new Progress((progress) => this.report(progress));
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    readonly projection: AnyProjection,
    private readonly tools: SessionTools,
    private readonly logger: Pick<Logger, 'log' | 'warn' | 'error'>,
  ) {}

  start(): void {
    this.running = this.keepGoing();
  }

  /** Resolves when the batch in hand is committed and the lock is free. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async keepGoing(): Promise<void> {
    const { signal } = this.stopping;
    for (let failures = 0; !signal.aborted; failures += 1) {
      const before = this.progress.position;
      await runSession(this.projection, this.tools, this.progress, signal).catch((error: unknown) => {
        // What fails while it is being stopped is no news: the next one reads everything anew.
        if (!signal.aborted) this.progress.enter('failing', error instanceof Error ? error : new Error(String(error)));
      });
      if (this.progress.position > before) failures = 0;
      await delay(retryDelaysMs[Math.min(failures, retryDelaysMs.length - 1)], undefined, { signal }).catch(() => undefined);
    }
    this.progress.enter('stopped');
  }

  private report(progress: Progress): void {
    const { state, error, position } = progress;
    const { name } = this.projection;
    const { schema } = this.tools;
    this.tools.report.state(this.projection, progress);
    if (error === null) this.logger.log({ projection: name, ...(schema && { schema }), position, msg: `${name} is ${state}` });
    else if (kindOf(error) === 'bug') this.logger.error(error);
    else this.logger.warn(error);
  }
}
