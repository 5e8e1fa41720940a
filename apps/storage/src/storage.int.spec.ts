import { randomUUID } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { aBlindness, aListing, aSighting } from '@tickettape/book/examples';
import { subjects } from '@tickettape/contracts';
import { Publisher } from '@tickettape/jetstream';
import { createService } from '@tickettape/service';
import { freshDatabase, freshNats, until, type FreshDatabase, type FreshNats } from '@tickettape/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StorageConfig } from './config.js';
import { migrateDatabase } from './database/migrate-database.js';
import { defined, opened, sent, tracked, untracked } from './storage.examples.js';
import { StorageModule } from './storage.module.js';
import { look } from './tape.examples.js';

const token = randomUUID();
let nats: FreshNats;
let database: FreshDatabase;
let app: NestFastifyApplication;

const get = async (path: string, authorization = `Bearer ${token}`) => {
  const { statusCode, body } = await app.inject({ method: 'GET', url: path, headers: { authorization } });
  return { status: statusCode, body: JSON.parse(body) as never };
};

beforeAll(async () => {
  [nats, database] = await Promise.all([freshNats(), freshDatabase()]);
  const config = StorageConfig.parse({ NATS_URL: nats.url, DATABASE_URL: database.url, ADMIN_TOKEN: token });
  app = await createService({ name: 'storage', module: StorageModule.forRoot(config), config }, false);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});
afterAll(async () => {
  await app.close();
  await database.drop();
  await nats.stop();
});

const key = { source: 'stubhub', eventId: '1' };
const cheap = aListing('a', { allInPrice: 8_900 });
const looks = look([aSighting([aListing('a'), aListing('b')]), aSighting([cheap]), aBlindness()], key).map(({ fact }) => fact);

const caughtUp = () => until(async () => (await get('/admin/summary')).body['caughtUp']);

describe('storage', () => {
  it('is not ready before the database has its schema, says what to do, and then begins by itself', async () => {
    await until(async () => JSON.stringify((await get('/admin/projections')).body).includes('DATABASE_NOT_MIGRATED'));
    expect((await get('/health/ready')).status).toBe(503);
    expect((await get('/health/live')).status).toBe(200);
    expect((await get('/admin/market')).body).toMatchObject({ code: 'DATABASE_NOT_MIGRATED', fix: expect.stringContaining('init-db') });

    await migrateDatabase(database.url);
    await until(async () => (await get('/health/ready')).status === 200, { timeoutMs: 15_000 });
  });

  it('shows nobody anything without the token', async () => {
    expect((await get('/admin/projections', 'Bearer guess')).status).toBe(401);
  });

  it('follows all four streams', async () => {
    const publisher = app.get(Publisher);
    await publisher.publish(subjects.catalog(key), tracked('1'));
    await publisher.publish(subjects.catalog({ ...key, eventId: '2' }), tracked('2'));
    await publisher.publish(subjects.catalog({ ...key, eventId: '2' }), untracked('2', 2));
    await publisher.publish(subjects.watch('w1'), defined('w1'));
    for (const fact of looks) await publisher.publish(subjects.book(key), fact);
    await publisher.publish(subjects.alert('w1'), opened());
    await publisher.publish(subjects.alert('w1'), sent());
    await caughtUp();

    expect((await get('/admin/summary')).body).toEqual({
      events: { tracked: 1, untracked: 1 },
      sweeps: { complete: 2, unreachable: 1 },
      rows: { events: 2, sweeps: 3, books: 1, watches: 1, alerts: 1, deliveries: 1, messages: 1, watch_blindness: 0, gaps: 0 },
      alerts: { opened: 1, open: 1 },
      deliveries: { sent: 1, failed: 0 },
      gaps: {},
      caughtUp: true,
    });
  });

  it('tells where every projection stands', async () => {
    const { body } = await get('/admin/projections');
    const stands = (body as { name: string; stream: string; position: number; lag: number; state: string; problem: null }[]).map(
      ({ name, stream, position, lag, state, problem }) => [name, stream, position, lag, state, problem],
    );
    expect(stands).toEqual([
      ['events', 'CATALOG', 3, 0, 'running', null],
      ['books', 'BOOKS', 3, 0, 'running', null],
      ['watches', 'WATCHES', 1, 0, 'running', null],
      ['alerts', 'ALERTS', 2, 0, 'running', null],
    ]);
  });

  it('shows the market of the tracked events as it was seen last', async () => {
    expect((await get('/admin/market')).body).toMatchObject([
      {
        ...key,
        name: 'Event 1',
        startsAt: '2027-06-01T18:00:00.000Z',
        localDate: '2027-06-01T20:00:00',
        outcome: 'unreachable',
        kind: 'blind',
        observedAt: looks[2]!.data.observedAt,
        pricedAt: looks[1]!.data.observedAt,
        listings: 1,
        tickets: 2,
        currency: 'USD',
        getIn: 8_900,
        getInBefore: 10_000,
        history: [10_000, 8_900, null],
        outcomes: ['complete', 'complete', 'unreachable'],
      },
    ]);
  });

  it('gives a book as it is, and as it was', async () => {
    expect((await get('/admin/books/stubhub/1')).body).toMatchObject({ status: 'unseen', sequence: 3, listings: [{ listingId: 'a' }] });
    expect((await get(`/admin/books/stubhub/1?at=${looks[1]!.data.observedAt}`)).body).toMatchObject({
      status: 'seen',
      sequence: 2,
      listings: [cheap],
    });
    expect((await get(`/admin/books/stubhub/1?at=${looks[2]!.data.observedAt}`)).body).toMatchObject({ status: 'unseen', listings: [] });
  });

  it('refuses what it cannot understand and says what it does not know', async () => {
    expect((await get('/admin/books/stubhub/1?at=yesterday')).body).toMatchObject({ code: 'REQUEST_INVALID' });
    expect((await get('/admin/books/stub%20hub/1')).body).toMatchObject({ code: 'REQUEST_INVALID' });
    expect((await get('/admin/books/stubhub/404')).body).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('proves that the live books are those of the tape, and names the one that is not', async () => {
    expect((await get('/admin/verify')).body).toEqual({ books: 1, position: 3, mismatches: 0, differing: [] });
    await database.pool.query('update sweeps set all_in_prices[1] = all_in_prices[1] + 1');
    expect((await get('/admin/verify')).body).toMatchObject({ mismatches: 1, differing: [{ ...key, sequence: 3, reason: 'listings' }] });
  });

  it('describes its endpoints', async () => {
    const { body } = await get('/docs-json');
    expect(Object.keys((body as { paths: object }).paths)).toEqual(
      expect.arrayContaining(['/admin/projections', '/admin/books/{source}/{eventId}', '/admin/market', '/admin/summary', '/admin/verify']),
    );
  });
});
