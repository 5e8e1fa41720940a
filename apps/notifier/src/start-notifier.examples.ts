import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { readConfig } from '@tickettape/config';
import { JetStreamServer } from '@tickettape/jetstream';
import { createService } from '@tickettape/service';
import { NotifierConfig } from './config.js';
import { NotifierModule } from './notifier.module.js';

/** A whole notifier in the process of the spec, which closes it. */
export const startNotifier = async (env: Record<string, string>): Promise<NestFastifyApplication> => {
  const config = readConfig(NotifierConfig, env);
  const app = await createService({ name: 'notifier', module: NotifierModule.forRoot(config), config }, false);
  await app.init();
  app.connectMicroservice({ strategy: app.get(JetStreamServer) });
  await app.startAllMicroservices();
  return app;
};
