import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { metrics } from '@tickettape/telemetry';

const quiet = new Set(['/metrics', '/health/live', '/health/ready']);

/** Counts and times every answered request by its route pattern; an address that matches none is `unknown`. */
export const measureHttp = (app: NestFastifyApplication): void => {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onResponse', async ({ method, routeOptions: { url: route = 'unknown' } }, { statusCode, elapsedTime }) => {
      if (quiet.has(route)) return;
      const status = `${Math.floor(statusCode / 100)}xx`;
      metrics.http_request_seconds.observe({ method, route, status }, elapsedTime / 1000);
    });
};
