import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isPlain, tellsAll, type Fault } from '../faults/fault.js';
import { ScheduledFaults } from '../faults/scheduled-faults.js';
import { shownListings, type Shelf } from '../faults/shown.js';
import type { SimulatedSeconds } from '../market/time.js';
import type { Marketplace } from '../marketplace.js';
import type { ScheduledEvent } from '../scenario/events.js';
import { answerOf, type Answer } from './answer.js';
import { notFoundPage, pageType } from './pages.js';
import { proListings } from './pro-listings.js';

const Query = z.object({ viagogoEventId: z.string().catch(''), page: z.coerce.number().int().min(1).catch(1) });
const declaredLimitHeader = 'x-ratelimit-limit';
/** Where a source that shows all at once meets a fault of pages. */
const faultyPageSize = 25;
const simulatedSecondsHeader = 'x-simulated-seconds';

/** The endpoint of a source: what a collector sees. */
export const listingsRoutes = (marketplace: Marketplace) => async (app: FastifyInstance) => {
  const scheduled = new ScheduledFaults(marketplace);
  const looks = new Map<string, Fault | null>();
  ignoreBodies(app);
  app.route({
    method: ['GET', 'PUT'],
    url: '/api/Listing/GetCompListingsByEventId',
    handler: async (request, reply) => {
      const { viagogoEventId, page } = Query.parse(request.query);
      const refusal = refuse(marketplace, reply);
      if (refusal) return send(refusal, request, reply);
      const event = marketplace.world.findEvent(viagogoEventId, marketplace.clock.now());
      if (!event) return reply.status(404).type(pageType).send(notFoundPage);
      scheduled.arm(event);
      // All pages of one look suffer the same.
      const fault = page > 1 ? (looks.get(event.eventId) ?? null) : marketplace.faults.take(event.eventId);
      looks.set(event.eventId, fault);
      if (fault?.kind === 'slow') await delay(fault.delayMs, undefined, { ref: false });
      return send(answer(marketplace, event, { fault, page }, reply), request, reply);
    },
  });
};

/** What somebody gets who asked too often; also tells everybody what the source says that it bears. */
const refuse = ({ gatekeeper }: Marketplace, reply: FastifyReply): Answer | null => {
  const status = gatekeeper.refuse();
  if (gatekeeper.declared !== null) void reply.header(declaredLimitHeader, gatekeeper.declared);
  return status === null ? null : answerOf([], status === 403 ? { kind: 'forbidden' } : { kind: 'throttled-silent' });
};

// Clients of the real endpoint put an empty body of any type.
const ignoreBodies = (app: FastifyInstance) => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, payload, done) => {
    payload.resume();
    done(null);
  });
};

type Asked = { fault: Fault | null; page: number };

const answer = (marketplace: Marketplace, event: ScheduledEvent, { fault, page }: Asked, reply: FastifyReply): Answer => {
  const { clock, answers, settings } = marketplace;
  const simulatedSeconds = clock.now();
  const listings = proListings(shownListings(shelfOf(marketplace, event, simulatedSeconds), fault));
  const pageSize = settings.pageSize ?? (fault?.kind.startsWith('page') ? faultyPageSize : null);
  const result = answerOf(listings, fault, pageSize === null ? null : { page, pageSize });
  answers.add(event.eventId, {
    at: new Date().toISOString(),
    simulatedSeconds,
    status: result === 'reset' ? null : result.status,
    fault: fault?.kind ?? null,
    listings: tellsAll(fault) ? listings.length : null,
  });
  void reply.header(simulatedSecondsHeader, simulatedSeconds);
  return result;
};

const shelfOf = ({ world, answers }: Marketplace, event: ScheduledEvent, now: SimulatedSeconds): Shelf => {
  const market = world.marketOf(event);
  const served = answers.of(event.eventId);
  const honest = served.filter(({ fault }) => isPlain(fault));
  return {
    now: market.bookAt(now),
    shownBefore: (count) => market.bookAt((honest.at(-1 - count) ?? honest[0])?.simulatedSeconds ?? now),
    other: () => world.marketOf(world.eventsInSheet(now).find(({ eventId }) => eventId !== event.eventId) ?? event).bookAt(now),
    turn: served.length,
  };
};

const send = (result: Answer, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  if (result !== 'reset') return reply.status(result.status).headers(result.headers).send(result.body);
  void reply.hijack();
  request.raw.socket.destroy();
  return reply;
};
