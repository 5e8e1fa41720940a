import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { AppError } from '@tickettape/errors';

/** Most looks under way end well in this time. */
const graceMs = 2_000;

/** Aborts the looks that are still under way shortly after the service began to stop, so that another replica takes their sweeps. */
@Injectable()
export class Shutdown implements OnModuleDestroy {
  private readonly controller = new AbortController();
  readonly signal: AbortSignal = this.controller.signal;

  onModuleDestroy(): void {
    setTimeout(() => this.controller.abort(new AppError('SWEEP_INTERRUPTED')), graceMs).unref();
  }
}
