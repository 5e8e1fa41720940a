import { type DynamicModule, Module } from '@nestjs/common';
import type { NatsConnection } from '@nats-io/transport-node';
import { JetStreamModule, NATS } from '@tickettape/jetstream';
import { HealthModule } from '@tickettape/service';
import { AlertsController } from './admin/alerts.controller.js';
import { ChannelsController } from './admin/channels.controller.js';
import { WatchesController } from './admin/watches.controller.js';
import { FollowedBooks } from './books/followed-books.js';
import { Channels } from './channels/channels.js';
import type { NotifierConfig } from './config.js';
import { Deliveries, MAX_ALERT_AGE_MS } from './delivery/deliveries.js';
import { DeliveryController } from './delivery/delivery.controller.js';
import { DeliveryLedger } from './delivery/delivery-ledger.js';
import { EventNames } from './delivery/event-names.js';
import { Alerts } from './episodes/alerts.js';
import { EvaluationController } from './episodes/evaluation.controller.js';
import { Evaluation } from './episodes/evaluation.js';
import { Watches } from './watches/watches.js';

@Module({})
export class NotifierModule {
  static forRoot(config: NotifierConfig): DynamicModule {
    return {
      module: NotifierModule,
      imports: [
        JetStreamModule.forRoot({
          servers: config.NATS_URL,
          service: 'notifier',
          streams: ['CATALOG', 'BOOKS', 'WATCHES', 'ALERTS', 'DEAD'],
        }),
        HealthModule.forRoot({ inject: [NATS], useFactory: (nats: NatsConnection) => [{ name: 'nats', ping: () => nats.flush() }] }),
      ],
      controllers: [EvaluationController, DeliveryController, WatchesController, AlertsController, ChannelsController],
      providers: [
        { provide: Channels, useFactory: () => new Channels(config) },
        { provide: MAX_ALERT_AGE_MS, useValue: config.MAX_ALERT_AGE_SECONDS * 1_000 },
        Watches,
        FollowedBooks,
        Alerts,
        Evaluation,
        DeliveryLedger,
        EventNames,
        Deliveries,
      ],
    };
  }
}
