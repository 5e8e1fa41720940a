import { type DynamicModule, Module, StandardSchemaValidationPipe, type Type } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { context } from '@opentelemetry/api';
import { getRPCMetadata } from '@opentelemetry/core';
import { readConfig } from '@tickettape/config';
import { AppError } from '@tickettape/errors';
import { JetStreamServer } from '@tickettape/jetstream';
import { createLogger, PinoNestLogger, TelemetryModule } from '@tickettape/telemetry';
import { auditAdmin } from './admin/audit.js';
import { guardAdmin } from './admin/gate.js';
import { type BaseEnv, needsToken } from './base-env.js';
import { ErrorFilter } from './error-filter.js';
import { measureHttp } from './http-metrics.js';
import { MetricsModule } from './metrics.module.js';
import type { z } from 'zod';

export type ServiceSettings<Schema extends ConfigSchema> = {
  /** e.g. `collector`. */
  name: string;
  /** What the service reads from its environment. */
  schema: Schema;
  module: (config: z.output<Schema>) => Type | DynamicModule;
};

type ConfigSchema = z.ZodType<BaseEnv>;
/** What an operator sends is small; a request that does not arrive within half a minute is given up. */
const httpLimits = { bodyLimit: 256 * 1024, requestTimeout: 30_000 };

type ReadyService = { name: string; module: Type | DynamicModule; config: BaseEnv };

@Module({})
class ServiceModule {}

/**
 * Starts a service: HTTP for operators, JetStream for facts. Resolves when both are at work; ends the process when it cannot start, with one line that
 * says what to do. SIGTERM and SIGINT stop it in order: no new messages, handlers finish, HTTP closes, connections drain, spans are flushed.
 */
export const startService = async <Schema extends ConfigSchema>({ name, schema, module }: ServiceSettings<Schema>): Promise<void> => {
  try {
    const config = readConfig(schema, process.env);
    await start({ name, module: module(config), config });
  } catch (error) {
    const { code, fix } = error instanceof AppError ? error : {};
    createLogger(name, 'info').fatal({ err: error, code, fix }, 'cannot start');
    process.exit(1);
  }
};

const start = async ({ name, module, config }: ReadyService): Promise<void> => {
  if (needsToken(config)) throw new AppError('CONFIG_INVALID', { detail: 'ADMIN_TOKEN: a token is required when HOST is not loopback' });
  const logger = new PinoNestLogger(createLogger(name, config.LOG_LEVEL));
  const app = await createService({ name, module, config }, logger);
  app.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true });
  await app.init(); // life-cycle hooks run before the first message is handled
  app.connectMicroservice({ strategy: app.get(JetStreamServer) }, { inheritAppConfig: false });
  await app.startAllMicroservices();
  await app.listen(config.PORT, config.HOST);
  logger.pino.info({ url: await app.getUrl(), startedInMs: Math.round(performance.now()) }, 'ready');
};

/** The application without a listening socket or a transport, for specs that speak to it with `app.inject`. */
export const createService = async (
  { name, module, config }: ReadyService,
  logger: PinoNestLogger | false,
): Promise<NestFastifyApplication> => {
  const root = {
    module: ServiceModule,
    imports: [TelemetryModule, MetricsModule, module],
    providers: [{ provide: APP_FILTER, useClass: ErrorFilter }],
  };
  const app = await NestFactory.create<NestFastifyApplication>(root, new FastifyAdapter(httpLimits), { logger, abortOnError: false });
  await guardAdmin(app, config);
  auditAdmin(app, (entry) => logger && logger.pino.info({ context: 'audit', ...entry }, 'admin request'));
  app.useGlobalPipes(new StandardSchemaValidationPipe());
  nameHttpSpans(app);
  measureHttp(app);
  describe(app, name);
  return app;
};

/** The HTTP instrumentation sees only a URL; the route pattern keeps span names few. */
const nameHttpSpans = (app: NestFastifyApplication) => {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async (request) => {
      const rpc = getRPCMetadata(context.active());
      if (rpc && request.routeOptions.url) rpc.route = request.routeOptions.url;
    });
};

const describe = (app: NestFastifyApplication, name: string) => {
  const document = new DocumentBuilder().setTitle(`tickettape ${name}`).addBearerAuth().build();
  SwaggerModule.setup('docs', app, () => SwaggerModule.createDocument(app, document), { ui: false });
};
