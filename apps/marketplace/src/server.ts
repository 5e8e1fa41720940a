import { AppError, httpStatusOf } from '@tickettape/errors';
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { faultsRoutes } from './faults/faults.routes.js';
import { limitRoutes } from './limit/limit.routes.js';
import type { Marketplace } from './marketplace.js';
import { officeRoutes } from './office/office.routes.js';
import { sheetRoutes } from './sheet/sheet.routes.js';
import { truthRoutes } from './truth/truth.routes.js';
import { eventPagesRoutes } from './wire/event-pages.routes.js';
import { listingsRoutes } from './wire/listings.routes.js';
import { notFoundPage, pageType } from './wire/pages.js';

/** The simulator over HTTP, not yet listening. */
export const createServer = (marketplace: Marketplace): FastifyInstance => {
  // A slow answer must not hold up the end of the process.
  const app = Fastify({ forceCloseConnections: true });
  app.setNotFoundHandler((_request, reply) => reply.status(404).type(pageType).send(notFoundPage));
  app.setErrorHandler<FastifyError | AppError>((error, _request, reply) => {
    const { status, body } = failure(error);
    return reply.status(status).send(body);
  });
  for (const question of ['live', 'ready']) app.get(`/health/${question}`, () => ({ status: 'ok' }));
  app.register(listingsRoutes(marketplace));
  app.register(eventPagesRoutes(marketplace));
  app.register(sheetRoutes(marketplace));
  app.register(truthRoutes(marketplace));
  app.register(faultsRoutes(marketplace));
  app.register(limitRoutes(marketplace));
  app.register(officeRoutes(marketplace));
  return app;
};

const failure = (error: FastifyError | AppError) => {
  if (error instanceof AppError) return { status: httpStatusOf(error), body: { code: error.code, message: error.message, fix: error.fix } };
  const status = error.statusCode ?? 500;
  return { status, body: { code: status < 500 ? 'REQUEST_INVALID' : 'INTERNAL', message: error.message } };
};
