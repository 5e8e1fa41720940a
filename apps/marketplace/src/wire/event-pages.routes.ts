import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { PageFault, PageFaults } from '../faults/page-faults.js';
import type { Marketplace } from '../marketplace.js';
import { parseRequest } from '../parse-request.js';
import { eventHtml, eventPageOf, scriptedHtml, type EventPage } from './event-page.js';
import { challengePage, loginPage, notFoundPage, pageType } from './pages.js';

const Params = z.object({ eventId: z.string() });
const Query = z.object({ page: z.coerce.number().int().min(1).catch(1) });
const defaultPageSize = 40;

/**
 * The same market as a shop shows it: `/events/ID` as a page, `/shop/ID` as one that is built in the browser, `/api/v2/events/ID/listings` as JSON.
 * Each shows `?page=N` of it.
 */
export const eventPagesRoutes = (marketplace: Marketplace) => async (app: FastifyInstance) => {
  const faults = new PageFaults();
  const answer = async (request: { params: unknown; query: unknown }, reply: FastifyReply, render: Render) => {
    const { eventId } = Params.parse(request.params);
    if (marketplace.gatekeeper.refuse() !== null) return reply.status(429).type('text/plain').send('Too many requests');
    const fault = faults.take(eventId);
    if (fault?.kind === 'slow') await delay(fault.delayMs, undefined, { ref: false });
    const shown = pageFor(marketplace, eventId, Query.parse(request.query).page, fault);
    if (shown === null) return reply.status(404).type(pageType).send(notFoundPage);
    return faulty(fault, reply) ?? render(shown, fault, reply);
  };
  app.get('/events/:eventId', (request, reply) => answer(request, reply, asPage));
  app.get('/shop/:eventId', (request, reply) => answer(request, reply, asShop));
  app.get('/api/v2/events/:eventId/listings', (request, reply) => answer(request, reply, asJson));
  app.post('/pages/faults', (request, reply) => {
    faults.arm(parseRequest(PageFault, request.body));
    return reply.status(204).send();
  });
  app.delete('/pages/faults', (_request, reply) => {
    faults.clear();
    return reply.status(204).send();
  });
};

type Render = (page: EventPage, fault: PageFault | null, reply: FastifyReply) => FastifyReply;

const pageFor = ({ world, clock, settings }: Marketplace, eventId: string, page: number, fault: PageFault | null): EventPage | null => {
  const now = clock.now();
  const event = world.findEvent(eventId, now);
  if (!event) return null;
  const other = world.eventsInSheet(now).find((each) => each.eventId !== eventId) ?? event;
  const shown = fault?.kind === 'wrong-event' ? other : event;
  const listings = fault?.kind === 'empty' ? [] : [...world.marketOf(shown).bookAt(now).values()];
  return eventPageOf({ eventId: shown.eventId, eventName: shown.name, listings, page, pageSize: settings.pageSize ?? defaultPageSize });
};

/** What goes back instead of the page; null where the page itself does. */
const faulty = (fault: PageFault | null, reply: FastifyReply): FastifyReply | null => {
  switch (fault?.kind) {
    case 'challenge':
      return reply.status(200).type(pageType).send(challengePage);
    case 'login':
      return reply.status(200).type(pageType).send(loginPage);
    case 'moved':
      return reply.status(301).header('location', '/').type(pageType).send('');
    case 'forbidden':
      return reply.status(403).type(pageType).send(notFoundPage);
    case undefined:
    case 'changed':
    case 'data-twice':
    case 'empty':
    case 'slow':
    case 'wrong-event':
      return null;
  }
};

const asPage: Render = (page, fault, reply) => {
  const html = eventHtml(page, fault?.kind === 'data-twice' ? 2 : 1);
  return reply.type(pageType).send(fault?.kind === 'changed' ? html.replaceAll('page-data', 'data').replaceAll('listing', 'offer') : html);
};

const asShop: Render = (page, _fault, reply) => reply.type(pageType).send(scriptedHtml(page));

const asJson: Render = (page, fault, reply) => reply.send(fault?.kind === 'changed' ? { offers: page.items } : page);
