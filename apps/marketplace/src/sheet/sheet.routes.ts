import type { FastifyInstance } from 'fastify';
import { day } from '../market/time.js';
import { isFollowed, type Marketplace } from '../marketplace.js';
import { eventsCsv } from './events-csv.js';
import { watchesCsv } from './watches-csv.js';

const type = 'text/csv; charset=utf-8';

/** Whoever keeps the sheet switches an event off on the day after, and removes its row some days later. */
const switchedOffAfterStart = day;

/** The spreadsheet of somebody who follows these events, as its CSV export. */
export const sheetRoutes = (marketplace: Marketplace) => async (app: FastifyInstance) => {
  const { world, clock, settings } = marketplace;

  app.get('/sheet.csv', (_request, reply) => {
    const now = clock.now();
    const events = world.eventsInSheet(now).map((event) => ({
      ...event,
      startsAt: clock.realAt(event.startsAt),
      tracked: isFollowed(marketplace, event) && now < event.startsAt + switchedOffAfterStart,
    }));
    return reply.type(type).send(eventsCsv(events, { flaws: settings.sheetFlaws }));
  });

  // A watch stays for as long as the row of its event, as people leave it.
  app.get('/watches.csv', (_request, reply) => {
    const events = world
      .eventsInSheet(clock.now())
      .filter((event) => isFollowed(marketplace, event))
      .map((event) => ({ ...event, opening: world.marketOf(event).bookAt(event.announcedAt) }));
    return reply.type(type).send(watchesCsv(events, clock.speed));
  });
};
