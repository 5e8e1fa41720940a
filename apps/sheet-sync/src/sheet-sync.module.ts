import { type DynamicModule, Module } from '@nestjs/common';
import type { NatsConnection } from '@nats-io/transport-node';
import { JetStreamModule, NATS, natsAccess, openBucket } from '@tickettape/jetstream';
import { HealthModule } from '@tickettape/service';
import { CatalogueController } from './catalogue/catalogue.controller.js';
import type { SheetSyncConfig } from './config.js';
import { Lease } from './lease/lease.js';
import { chooseReader } from './readers/choose-reader.js';
import { HeldRemovals } from './sync/held-removals.js';
import { SyncController } from './sync/sync.controller.js';
import { SyncCycle } from './sync/sync-cycle.js';
import { SyncLoop } from './sync/sync-loop.js';
import { HOLD_BUCKET, LEASE_BUCKET, SHEET_READER, SHEET_SYNC_CONFIG } from './tokens.js';

@Module({})
export class SheetSyncModule {
  static forRoot(config: SheetSyncConfig): DynamicModule {
    return {
      module: SheetSyncModule,
      imports: [
        JetStreamModule.forRoot({
          ...natsAccess(config),
          declared: config.TAPE_DECLARED,
          service: 'sheet-sync',
          streams: ['CATALOG', 'WATCHES'],
        }),
        // Not the sheet: an outage of Google is no reason to restart or to take out of service what serves its last report.
        HealthModule.forRoot({ inject: [NATS], useFactory: (nc: NatsConnection) => [{ name: 'nats', ping: () => nc.rtt() }] }),
      ],
      controllers: [SyncController, CatalogueController],
      providers: [
        { provide: SHEET_SYNC_CONFIG, useValue: config },
        { provide: SHEET_READER, useFactory: () => chooseReader(config) },
        { provide: HOLD_BUCKET, inject: [NATS], useFactory: (nc: NatsConnection) => openBucket(nc, 'REMOVALS', config.TAPE_DECLARED) },
        { provide: LEASE_BUCKET, inject: [NATS], useFactory: (nc: NatsConnection) => openBucket(nc, 'LEASES', config.TAPE_DECLARED) },
        HeldRemovals,
        Lease,
        SyncCycle,
        SyncLoop,
      ],
    };
  }
}
