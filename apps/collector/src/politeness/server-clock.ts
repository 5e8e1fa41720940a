import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { JetStreamManager } from '@nats-io/jetstream';
import { JSM } from '@tickettape/jetstream';

const everyMs = 60_000;

/**
 * The clock of the NATS server, which all replicas share: turns that one of them grants mean the same instant to all, whatever their own clocks say.
 * Off by at most half the time that a question to the server takes.
 */
@Injectable()
export class ServerClock implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('clock');
  private timer: NodeJS.Timeout | undefined;
  /** Server time minus monotonic time. */
  private offsetMs = performance.timeOrigin;

  constructor(@Inject(JSM) private readonly jsm: JetStreamManager) {}

  async onModuleInit(): Promise<void> {
    await this.compare();
    this.timer = setInterval(() => void this.compare().catch((error: unknown) => this.logger.warn(error)), everyMs);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Epoch milliseconds. */
  now(): number {
    return performance.now() + this.offsetMs;
  }

  private async compare(): Promise<void> {
    const askedMs = performance.now();
    const told = (await this.jsm.streams.info('SWEEPS')) as { ts?: string };
    const serverMs = Date.parse(told.ts ?? '');
    if (!Number.isNaN(serverMs)) this.offsetMs = serverMs - (askedMs + performance.now()) / 2;
  }
}
