import { type BeforeApplicationShutdown, Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { JetStreamClient, JetStreamManager } from '@nats-io/jetstream';
import { AppError } from '@tickettape/errors';
import { bury, JS, JSM } from '@tickettape/jetstream';
import { projections } from '../projections.js';
import { liveReport } from './live-report.js';
import { Projector } from './projector.js';

export const DATABASE_URL = Symbol('DATABASE_URL');

/** All projections of this service, from its start to its end. */
@Injectable()
export class Projectors implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly all: readonly Projector[];

  constructor(@Inject(JS) js: JetStreamClient, @Inject(JSM) jsm: JetStreamManager, @Inject(DATABASE_URL) databaseUrl: string) {
    this.all = projections.map(
      (projection) =>
        new Projector(
          projection,
          {
            databaseUrl,
            schema: null,
            report: liveReport,
            js,
            jsm,
            bury: ({ info, seq, subject, data, headers }, reason) =>
              bury(js, 'storage', projection.name, { stream: info.stream, sequence: seq, subject, data, headers, reason }),
          },
          new Logger('projector'),
        ),
    );
  }

  onApplicationBootstrap(): void {
    for (const projector of this.all) projector.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.all.map((projector) => projector.stop()));
  }

  /** Rejects with the reason of the first projection that neither runs nor stands by. */
  async expectRunning(): Promise<void> {
    for (const { projection, progress } of this.all) {
      if (progress.error !== null) throw progress.error;
      if (progress.state === 'starting') throw new AppError('DATABASE_UNAVAILABLE', { detail: `${projection.name} is starting` });
    }
  }
}
