import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { AppError } from '@tickettape/errors';

/** Aborts the looks under way when the service stops, so that another replica takes their sweeps at once. */
@Injectable()
export class Shutdown implements OnModuleDestroy {
  private readonly controller = new AbortController();
  readonly signal: AbortSignal = this.controller.signal;

  onModuleDestroy(): void {
    this.controller.abort(new AppError('SWEEP_INTERRUPTED'));
  }
}
