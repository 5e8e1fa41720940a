import { type DynamicModule, Module } from '@nestjs/common';
import type { NatsConnection } from '@nats-io/transport-node';
import { handOffBucket } from '@tickettape/contracts';
import { JetStreamModule, NATS, natsAccess, openBucket } from '@tickettape/jetstream';
import { HealthModule } from '@tickettape/service';
import { Hosts } from './admin/hosts.js';
import { RequestsController } from './admin/requests.controller.js';
import { ScheduleController } from './admin/schedule.controller.js';
import { SourcesController } from './admin/sources.controller.js';
import { SweepRequests } from './admin/sweep-requests.js';
import { SwitchController } from './admin/switch.controller.js';
import { SweepsController } from './admin/sweeps.controller.js';
import { KeptAnswers } from './answers/kept-answers.js';
import { ReparseController } from './answers/reparse.controller.js';
import { HandOffs } from './captcha/hand-offs.js';
import { CaptchaPageController } from './captcha/page/captcha-page.controller.js';
import { SourceFacts } from './captcha/source-facts.js';
import { TokenDesk } from './captcha/token-desk.js';
import { TokenRecords } from './captcha/token-records.js';
import { TokenSupply } from './captcha/token-supply.js';
import { TokenWatch } from './captcha/token-watch.js';
import { TokenController } from './captcha/token.controller.js';
import { CatalogueConsumer } from './catalogue/catalogue.consumer.js';
import { Catalogue } from './catalogue/catalogue.js';
import type { CollectorConfig } from './config.js';
import { HostGates } from './politeness/host-gates.js';
import { HostStates } from './politeness/host-states.js';
import { Ledger } from './politeness/ledger.js';
import { ServerClock } from './politeness/server-clock.js';
import { SourceStates } from './politeness/source-states.js';
import { LearnedPatterns } from './schedule/learned-patterns.js';
import { Planner } from './schedule/planner.js';
import { Recovery } from './schedule/recovery.js';
import { Rhythm } from './schedule/rhythm.js';
import { Succession } from './schedule/succession.js';
import { SweepSchedule } from './schedule/sweep-schedule.js';
import { openSources } from './sources/sources.js';
import { Books } from './sweeps/books.js';
import { Heed } from './sweeps/heed.js';
import { Looks } from './sweeps/looks.js';
import { Shutdown } from './sweeps/shutdown.js';
import { SweepReport } from './sweeps/sweep-report.js';
import { Sweeper } from './sweeps/sweeper.js';
import { SweepsConsumer } from './sweeps/sweeps.consumer.js';
import {
  BUDGET_BUCKET,
  COLLECTOR_CONFIG,
  HAND_OFF_BUCKET,
  NOW,
  PATTERNS_BUCKET,
  RANDOM,
  SOURCE_BUCKET,
  SOURCES,
  TOKEN_BUCKET,
} from './tokens.js';

@Module({})
export class CollectorModule {
  static forRoot(config: CollectorConfig): DynamicModule {
    return {
      module: CollectorModule,
      imports: [
        JetStreamModule.forRoot({
          ...natsAccess(config),
          declared: config.TAPE_DECLARED,
          service: 'collector',
          streams: ['CATALOG', 'BOOKS', 'SOURCES', 'SWEEPS', 'REQUESTS', 'ANSWERS', 'DEAD'],
        }),
        HealthModule.forRoot({ inject: [NATS], useFactory: (nc: NatsConnection) => [{ name: 'nats', ping: () => nc.flush() }] }),
      ],
      controllers: [
        CatalogueConsumer,
        SweepsConsumer,
        SweepsController,
        ScheduleController,
        SourcesController,
        SwitchController,
        RequestsController,
        ReparseController,
        TokenController,
        CaptchaPageController,
      ],
      providers: [
        { provide: COLLECTOR_CONFIG, useValue: config },
        { provide: NOW, useValue: Date.now },
        { provide: RANDOM, useValue: Math.random },
        {
          provide: SOURCES,
          inject: [NOW, HostGates, TokenDesk],
          useFactory: (now: () => number, gates: HostGates, desk: TokenDesk) => openSources(config, { now, gates, desk, env: process.env }),
        },
        { provide: SOURCE_BUCKET, inject: [NATS], useFactory: (nc: NatsConnection) => openBucket(nc, 'SOURCES', config.TAPE_DECLARED) },
        { provide: PATTERNS_BUCKET, inject: [NATS], useFactory: (nc: NatsConnection) => openBucket(nc, 'PATTERNS', config.TAPE_DECLARED) },
        { provide: BUDGET_BUCKET, inject: [NATS], useFactory: (nc: NatsConnection) => openBucket(nc, 'BUDGETS', config.TAPE_DECLARED) },
        { provide: TOKEN_BUCKET, inject: [NATS], useFactory: (nc: NatsConnection) => openBucket(nc, 'TOKENS', config.TAPE_DECLARED) },
        {
          provide: HAND_OFF_BUCKET,
          inject: [NATS],
          useFactory: (nc: NatsConnection) => openBucket(nc, handOffBucket, config.TAPE_DECLARED),
        },
        Books,
        Catalogue,
        Heed,
        HandOffs,
        HostGates,
        HostStates,
        Hosts,
        KeptAnswers,
        LearnedPatterns,
        Ledger,
        Looks,
        Planner,
        Recovery,
        Rhythm,
        ServerClock,
        Shutdown,
        SourceFacts,
        SourceStates,
        Succession,
        SweepReport,
        SweepRequests,
        SweepSchedule,
        Sweeper,
        TokenDesk,
        TokenRecords,
        TokenSupply,
        TokenWatch,
      ],
    };
  }
}
