import { AppError } from '@tickettape/errors';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { SimulatedSeconds } from '../market/time.js';
import { isFollowed, type Marketplace } from '../marketplace.js';
import { parseRequest } from '../parse-request.js';
import type { ScheduledEvent } from '../scenario/events.js';
import { keptAnswers } from './answer-log.js';
import { bookView, changeView, eventView } from './views.js';

const Event = z.object({ eventId: z.string() });
/** Simulated seconds since the epoch, or a real instant. */
const BookQuery = z.strictObject({ at: z.union([z.string().regex(/^\d{1,12}$/), z.iso.datetime({ offset: true })]).optional() });
const AnswersQuery = z.strictObject({
  books: z.stringbool().default(false),
  last: z.coerce.number().int().min(1).max(keptAnswers).default(200),
});

/** What nobody outside can know: only tests and curious people ask here. */
export const truthRoutes = (marketplace: Marketplace) => async (app: FastifyInstance) => {
  const { world, clock, answers } = marketplace;

  const eventOf = (params: unknown): ScheduledEvent => {
    const { eventId } = parseRequest(Event, params);
    const event = world.findEvent(eventId, clock.now());
    if (event) return event;
    throw new AppError('NOT_FOUND', { detail: `event ${eventId}`, fix: 'GET /truth/events lists the events' });
  };

  const bookOf = (event: ScheduledEvent, at: SimulatedSeconds) => bookView(world.marketOf(event).bookAt(at));

  app.get('/truth/events', () => {
    const now = clock.now();
    return world
      .eventsInSheet(now)
      .map((event) => ({ ...eventView(event, clock, world.marketOf(event).bookAt(now)), followed: isFollowed(marketplace, event) }));
  });

  app.get('/truth/events/:eventId', (request) => {
    const event = eventOf(request.params);
    const at = past(clock, parseRequest(BookQuery, request.query).at);
    return { eventId: event.eventId, simulatedSeconds: at, at: clock.realAt(at), listings: bookOf(event, at) };
  });

  app.get('/truth/events/:eventId/history', (request) => {
    const event = eventOf(request.params);
    const changes = world.marketOf(event).changesUntil(clock.now());
    return { eventId: event.eventId, changes: changes.map((change) => changeView(change, clock)) };
  });

  app.get('/truth/events/:eventId/answers', (request) => {
    const event = eventOf(request.params);
    const { books, last } = parseRequest(AnswersQuery, request.query);
    const served = answers.of(event.eventId).slice(-last);
    if (!books) return { eventId: event.eventId, answers: served };
    const withBook = served.map((answer) => ({
      ...answer,
      book: answer.listings === null ? null : bookOf(event, answer.simulatedSeconds),
    }));
    return { eventId: event.eventId, answers: withBook };
  });
};

const past = (clock: Marketplace['clock'], at: string | undefined): SimulatedSeconds => {
  const now = clock.now();
  if (at === undefined) return now;
  const asked = /^\d+$/.test(at) ? Number(at) : clock.simulatedAt(new Date(at));
  if (asked <= now) return asked;
  throw new AppError('REQUEST_INVALID', { detail: 'at: lies in the future', fix: `Ask for ${now} simulated seconds at most` });
};
