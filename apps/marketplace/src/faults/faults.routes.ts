import { AppError } from '@tickettape/errors';
import type { FastifyInstance } from 'fastify';
import type { Marketplace } from '../marketplace.js';
import { parseRequest } from '../parse-request.js';
import { FaultRequest } from './fault.js';

/** Faults on request. */
export const faultsRoutes =
  ({ faults, world, clock }: Marketplace) =>
  async (app: FastifyInstance) => {
    app.get('/faults', () => faults.list);

    app.post('/faults', (request, reply) => {
      const fault = parseRequest(FaultRequest, request.body);
      if (fault.eventId !== null && !world.findEvent(fault.eventId, clock.now())) {
        throw new AppError('NOT_FOUND', { detail: `event ${fault.eventId}`, fix: 'GET /truth/events lists the events' });
      }
      return reply.status(201).send(faults.arm(fault));
    });

    app.delete('/faults', (_request, reply) => {
      faults.clear();
      return reply.status(204).send();
    });
  };
