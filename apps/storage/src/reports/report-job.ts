import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';

/** Milliseconds; shorter than a usual scrape interval. */
const intervalMs = 10_000;

/** Sets gauges from what another server tells, again and again. While it cannot tell, nothing is told: unknown is not the last known, nor 0. */
export abstract class ReportJob implements OnApplicationBootstrap, OnApplicationShutdown {
  protected abstract readonly logger: Logger;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | null = null;

  onApplicationBootstrap(): void {
    this.run();
    this.timer = setInterval(() => this.run(), intervalMs).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  protected abstract tell(): Promise<void>;
  protected abstract forget(): void;

  /** One at a time: a slow server is not asked a second question. */
  private run(): void {
    this.running ??= this.tell()
      .catch((error: unknown) => {
        this.forget();
        this.logger.debug(error);
      })
      .finally(() => (this.running = null));
  }
}
