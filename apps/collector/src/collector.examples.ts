import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { JetStreamServer } from '@tickettape/jetstream';
import { createService } from '@tickettape/service';
import { CollectorModule } from './collector.module.js';
import { CollectorConfig } from './config.js';

type Told = { natsUrl: string; sourceUrl: string } & Record<string, string>;

/** A whole collector at work in this process, without a listening socket. Simulated time makes its default interval of four hours 0.4 s. */
export const aCollector = async ({ natsUrl, sourceUrl, ...env }: Told): Promise<NestFastifyApplication> => {
  const config = CollectorConfig.parse({ NATS_URL: natsUrl, SOURCE_URL: sourceUrl, INTERVAL_SPEED: '36000', ...env });
  const app = await createService({ name: 'collector', module: CollectorModule.forRoot(config), config }, false);
  await app.init();
  app.connectMicroservice({ strategy: app.get(JetStreamServer, { strict: false }) }, { inheritAppConfig: false });
  await app.startAllMicroservices();
  return app;
};
