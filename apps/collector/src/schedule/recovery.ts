import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Planner } from './planner.js';

const everyMs = 60_000;

/** Looks from the start on, beside everything else, and every minute whether an event fell out of the schedule, e.g. because its sweep was buried as a bug. */
@Injectable()
export class Recovery implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('schedule');
  private timer: NodeJS.Timeout | undefined;
  private isRunning = false;

  constructor(private readonly planner: Planner) {}

  onApplicationBootstrap(): void {
    void this.run();
    this.timer = setInterval(() => void this.run(), everyMs);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  private async run(): Promise<void> {
    if (this.isRunning) return;
    this.isRunning = true;
    try {
      const recovered = await this.planner.recover();
      if (recovered > 0) this.logger.log({ msg: 'sweeps recovered', recovered });
    } catch (error) {
      this.logger.warn(error);
    } finally {
      this.isRunning = false;
    }
  }
}
