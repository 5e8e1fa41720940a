import { type DynamicModule, Module } from '@nestjs/common';
import type { NatsConnection } from '@nats-io/transport-node';
import { JetStreamModule, NATS, natsAccess, openBucket } from '@tickettape/jetstream';
import { HealthModule } from '@tickettape/service';
import { BookController } from './admin/book.controller.js';
import { MarketController } from './admin/market.controller.js';
import { ProjectionsController } from './admin/projections.controller.js';
import { RebuildController } from './admin/rebuild.controller.js';
import { SummaryController } from './admin/summary.controller.js';
import { VerificationController } from './admin/verification.controller.js';
import { Books } from './books/books.js';
import type { StorageConfig } from './config.js';
import { Database } from './database/database.js';
import { Builders } from './life-cycle/builders.js';
import { LifeCycle } from './life-cycle/life-cycle.js';
import { Learning, PATTERNS_BUCKET, PATTERNS_EVERY_MS } from './patterns/learning.js';
import { PatternsController } from './patterns/patterns.controller.js';
import { DATABASE_URL, Projectors } from './projector/projectors.js';
import { DatabaseReport } from './reports/database-report.js';
import { TapeReport } from './reports/tape-report.js';
import { ReplaysModule } from './replays/replays.module.js';
import { RetentionController } from './retention/retention.controller.js';
import { RETENTION, RetentionJob, type RetentionSettings } from './retention/retention-job.js';

/** What both the admin endpoints and readiness ask. */
@Module({})
class ProjectionModule {
  static forRoot({ DATABASE_URL: databaseUrl }: StorageConfig): DynamicModule {
    return {
      module: ProjectionModule,
      providers: [
        { provide: DATABASE_URL, useValue: databaseUrl },
        { provide: Database, useFactory: () => new Database(databaseUrl) },
        Projectors,
        Builders,
        LifeCycle,
      ],
      exports: [DATABASE_URL, Database, Projectors, LifeCycle],
    };
  }
}

@Module({})
export class StorageModule {
  static forRoot(config: StorageConfig): DynamicModule {
    const projection = ProjectionModule.forRoot(config);
    return {
      module: StorageModule,
      imports: [
        JetStreamModule.forRoot({
          ...natsAccess(config),
          declared: config.TAPE_DECLARED,
          service: 'storage',
          streams: ['CATALOG', 'BOOKS', 'WATCHES', 'ALERTS', 'DEAD'],
        }),
        projection,
        ReplaysModule,
        HealthModule.forRoot({
          imports: [projection],
          inject: [NATS, Database, Projectors],
          useFactory: (nats: NatsConnection, database: Database, projectors: Projectors) => [
            { name: 'nats', ping: () => nats.rtt() },
            { name: 'database', ping: () => database.query('select 1') },
            { name: 'projections', ping: () => projectors.expectRunning() },
          ],
        }),
      ],
      providers: [
        Books,
        Learning,
        {
          provide: PATTERNS_BUCKET,
          inject: [NATS],
          useFactory: (nats: NatsConnection) => openBucket(nats, 'PATTERNS', config.TAPE_DECLARED),
        },
        { provide: PATTERNS_EVERY_MS, useValue: config.PATTERNS_EVERY_MINUTES * 60_000 },
        DatabaseReport,
        TapeReport,
        RetentionJob,
        { provide: RETENTION, useValue: retentionOf(config) },
      ],
      controllers: [
        RetentionController,
        ProjectionsController,
        RebuildController,
        BookController,
        MarketController,
        PatternsController,
        SummaryController,
        VerificationController,
      ],
    };
  }
}

const retentionOf = ({ RETENTION_DAYS, COMPRESS_AFTER_DAYS }: StorageConfig): RetentionSettings => ({
  retentionDays: RETENTION_DAYS ?? null,
  compressAfterDays: COMPRESS_AFTER_DAYS ?? null,
});
