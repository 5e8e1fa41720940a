import { type DynamicModule, Module } from '@nestjs/common';
import type { NatsConnection } from '@nats-io/transport-node';
import { handOffBucket } from '@tickettape/contracts';
import { JetStreamModule, NATS, natsAccess, openBucket } from '@tickettape/jetstream';
import { HealthModule } from '@tickettape/service';
import { AlertsController } from './admin/alerts.controller.js';
import { ChannelsController } from './admin/channels.controller.js';
import { WatchesController } from './admin/watches.controller.js';
import { FollowedBooks } from './books/followed-books.js';
import { Channels } from './channels/channels.js';
import { BotCommands } from './channels/telegram/bot/commands.js';
import { BotPeople } from './channels/telegram/bot/bot-people.js';
import { BotPresses } from './channels/telegram/bot/presses.js';
import { TrackedEvents } from './channels/telegram/bot/tracked-events.js';
import { WatchTalks } from './channels/telegram/bot/watch-talks.js';
import { TelegramBot } from './channels/telegram/bot/telegram-bot.js';
import { usualEventLinks } from './channels/event-link.js';
import type { NotifierConfig } from './config.js';
import { Acknowledgements } from './delivery/acknowledgements.js';
import { DeliveryClock } from './delivery/clock.js';
import { Deliveries } from './delivery/deliveries.js';
import { DeliveriesController } from './delivery/deliveries.controller.js';
import { DeliveryController } from './delivery/delivery.controller.js';
import { Dispatch, MAX_ALERT_AGE_MS } from './delivery/dispatch.js';
import { EventNames } from './delivery/event-names.js';
import { Findings } from './delivery/findings.js';
import { EVENT_LINKS, Messages } from './delivery/messages.js';
import { Outboxes } from './delivery/outboxes.js';
import { Recipients } from './delivery/recipients.js';
import { Alerts } from './episodes/alerts.js';
import { EvaluationController } from './episodes/evaluation.controller.js';
import { Evaluation } from './episodes/evaluation.js';
import { LinksController } from './links/links.controller.js';
import { Links } from './links/links.js';
import { PeopleController } from './people/people.controller.js';
import { PEOPLE_BUCKET, People, peopleBucket } from './people/people.js';
import { Pictures } from './pictures/pictures.js';
import { PriceHistory } from './pictures/price-history.js';
import { HAND_OFFS, SourceNotices } from './sources/source-notices.js';
import { SourceNoticesController } from './sources/source-notices.controller.js';
import { WatchBook } from './watches/watch-book.js';
import { Watches } from './watches/watches.js';

const botSettings = (config: NotifierConfig) => ({
  token: config.TELEGRAM_BOT_TOKEN,
  apiRoot: config.TELEGRAM_API_ROOT,
  polling: config.TELEGRAM_POLLING,
  timeoutMs: config.CHANNEL_TIMEOUT_SECONDS * 1_000,
});

@Module({})
export class NotifierModule {
  static forRoot(config: NotifierConfig): DynamicModule {
    return {
      module: NotifierModule,
      imports: [
        JetStreamModule.forRoot({
          ...natsAccess(config),
          declared: config.TAPE_DECLARED,
          service: 'notifier',
          streams: ['CATALOG', 'BOOKS', 'WATCHES', 'ALERTS', 'SOURCES', 'DEAD'],
        }),
        HealthModule.forRoot({ inject: [NATS], useFactory: (nats: NatsConnection) => [{ name: 'nats', ping: () => nats.flush() }] }),
      ],
      controllers: [
        EvaluationController,
        DeliveryController,
        SourceNoticesController,
        WatchesController,
        AlertsController,
        ChannelsController,
        PeopleController,
        DeliveriesController,
        LinksController,
      ],
      providers: [
        { provide: Channels, useFactory: () => new Channels(config) },
        { provide: EVENT_LINKS, useValue: { ...usualEventLinks, ...config.EVENT_LINKS } },
        { provide: HAND_OFFS, inject: [NATS], useFactory: (nc: NatsConnection) => openBucket(nc, handOffBucket, config.TAPE_DECLARED) },
        SourceNotices,
        { provide: MAX_ALERT_AGE_MS, useValue: config.MAX_ALERT_AGE_SECONDS * 1_000 },
        Watches,
        WatchBook,
        FollowedBooks,
        Alerts,
        Evaluation,
        {
          provide: PEOPLE_BUCKET,
          inject: [NATS],
          useFactory: (nc: NatsConnection) => openBucket(nc, peopleBucket, config.TAPE_DECLARED),
        },
        People,
        Recipients,
        Outboxes,
        Findings,
        EventNames,
        { provide: Links, useFactory: () => new Links({ publicUrl: config.PUBLIC_URL, secret: config.LINK_SECRET }) },
        Messages,
        PriceHistory,
        Pictures,
        Dispatch,
        Deliveries,
        DeliveryClock,
        Acknowledgements,
        BotPeople,
        TrackedEvents,
        WatchTalks,
        BotCommands,
        BotPresses,
        {
          provide: TelegramBot,
          inject: [BotCommands, BotPresses],
          useFactory: (commands: BotCommands, presses: BotPresses) => new TelegramBot(botSettings(config), commands, presses),
        },
      ],
    };
  }
}
