import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Fault } from '../faults/fault.js';
import { ScheduledFaults } from '../faults/scheduled-faults.js';
import type { Marketplace } from '../marketplace.js';
import type { ScheduledEvent } from '../scenario/events.js';
import { answerOf, type Answer } from './answer.js';
import { notFoundPage, pageType } from './pages.js';
import { proListings } from './pro-listings.js';

const Query = z.object({ viagogoEventId: z.string().catch('') });
const simulatedSecondsHeader = 'x-simulated-seconds';

/** The endpoint of a source: what a collector sees. */
export const listingsRoutes = (marketplace: Marketplace) => async (app: FastifyInstance) => {
  const scheduled = new ScheduledFaults(marketplace);
  ignoreBodies(app);
  app.route({
    method: ['GET', 'PUT'],
    url: '/api/Listing/GetCompListingsByEventId',
    handler: async (request, reply) => {
      const event = marketplace.world.findEvent(Query.parse(request.query).viagogoEventId, marketplace.clock.now());
      if (!event) return reply.status(404).type(pageType).send(notFoundPage);
      scheduled.arm(event);
      const fault = marketplace.faults.take(event.eventId);
      if (fault?.kind === 'slow') await delay(fault.delayMs, undefined, { ref: false });
      return send(answer(marketplace, event, fault, reply), request, reply);
    },
  });
};

// Clients of the real endpoint put an empty body of any type.
const ignoreBodies = (app: FastifyInstance) => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, payload, done) => {
    payload.resume();
    done(null);
  });
};

const answer = ({ world, clock, answers }: Marketplace, event: ScheduledEvent, fault: Fault | null, reply: FastifyReply): Answer => {
  const simulatedSeconds = clock.now();
  const listings = proListings(world.marketOf(event).bookAt(simulatedSeconds).values());
  const result = answerOf(listings, fault);
  const whole = fault === null || fault.kind === 'slow';
  answers.add(event.eventId, {
    at: new Date().toISOString(),
    simulatedSeconds,
    status: result === 'reset' ? null : result.status,
    fault: fault?.kind ?? null,
    listings: whole ? listings.length : null,
  });
  void reply.header(simulatedSecondsHeader, simulatedSeconds);
  return result;
};

const send = (result: Answer, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  if (result !== 'reset') return reply.status(result.status).headers(result.headers).send(result.body);
  void reply.hijack();
  request.raw.socket.destroy();
  return reply;
};
