import type { FastifyInstance } from 'fastify';
import type { Marketplace } from '../marketplace.js';
import { parseRequest } from '../parse-request.js';
import { Limit } from './limit.js';

/** How much the source bears, and whether somebody asked for more. */
export const limitRoutes =
  ({ gatekeeper }: Marketplace) =>
  async (app: FastifyInstance) => {
    app.get('/limit', () => gatekeeper.state);

    app.put('/limit', (request) => {
      gatekeeper.set(parseRequest(Limit, request.body));
      return gatekeeper.state;
    });

    app.delete('/limit', (_request, reply) => {
      gatekeeper.set(null);
      return reply.status(204).send();
    });
  };
