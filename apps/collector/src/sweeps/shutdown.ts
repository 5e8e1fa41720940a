import { Inject, Injectable, type OnApplicationShutdown, type OnModuleDestroy } from '@nestjs/common';
import { AppError } from '@tickettape/errors';
import { closeSources, type Sources } from '../sources/source.js';
import { SOURCES } from '../tokens.js';

/** Most looks under way end well in this time. */
const graceMs = 2_000;

/** Aborts the looks that are still under way shortly after the service began to stop, so that another replica takes their sweeps, and closes the sources when none is. */
@Injectable()
export class Shutdown implements OnModuleDestroy, OnApplicationShutdown {
  private readonly controller = new AbortController();
  readonly signal: AbortSignal = this.controller.signal;

  constructor(@Inject(SOURCES) private readonly sources: Sources) {}

  onModuleDestroy(): void {
    setTimeout(() => this.controller.abort(new AppError('SWEEP_INTERRUPTED')), graceMs).unref();
  }

  onApplicationShutdown(): Promise<void> {
    return closeSources(this.sources);
  }
}
