import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Observation } from '@tickettape/book';
import { aBlindness, aListing, aSighting } from '@tickettape/book/examples';
import { readConfig } from '@tickettape/config';
import { AlertFact, BookFact, DeliveryFact, envelope, subjects, type BookKey, type Condition, type Watch } from '@tickettape/contracts';
import { connectTape, ensureStreams, JetStreamServer, Publisher, readForward, type Tape } from '@tickettape/jetstream';
import { createService } from '@tickettape/service';
import { appendLook, loadBook } from '@tickettape/tape';
import { freshNats, until, type FreshNats } from '@tickettape/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NotifierConfig } from './config.js';
import { alertsOver, partly, sees } from '@tickettape/watches/examples';
import { NotifierModule } from './notifier.module.js';

let nats: FreshNats;
let tape: Tape;
let publisher: Publisher;
let webhook: Server;
let received: { key: string; body: { reason: string; event: string } }[];
let answers: number[];
let beforeAnswer: () => Promise<void>;
const running: NestFastifyApplication[] = [];

beforeAll(async () => {
  nats = await freshNats();
  tape = await connectTape({ servers: nats.url, name: 'spec' });
  await ensureStreams(tape.jsm, ['CATALOG', 'BOOKS', 'WATCHES', 'ALERTS', 'DEAD']);
  publisher = new Publisher(tape.js, tape.jsm);
  webhook = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      received.push({ key: String(request.headers['idempotency-key']), body: JSON.parse(body) as never });
      void beforeAnswer().then(() => response.writeHead(answers.shift() ?? 204).end());
    });
  });
  await new Promise<void>((resolve) => webhook.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  webhook.close();
  await tape.nc.close();
  await nats.stop();
});
beforeEach(() => {
  received = [];
  answers = [];
  beforeAnswer = async () => undefined;
});
afterEach(async () => {
  if (running.length > 0) await Promise.all([evaluated(), delivered()]);
  await Promise.all(running.splice(0).map((app) => app.close()));
});

const bodyOf = async (request: IncomingMessage): Promise<string> => (await Array.fromAsync(request)).join('');

const start = async (env: Record<string, string> = {}): Promise<NestFastifyApplication> => {
  const url = `http://127.0.0.1:${(webhook.address() as AddressInfo).port}/hook`;
  const config = readConfig(NotifierConfig, { NATS_URL: nats.url, WEBHOOK_URL: url, WEBHOOK_SECRET: 'a-secret-of-the-spec', ...env });
  const app = await createService({ name: 'notifier', module: NotifierModule.forRoot(config), config }, false);
  await app.init();
  app.connectMicroservice({ strategy: app.get(JetStreamServer) });
  await app.startAllMicroservices();
  running.push(app);
  return app;
};
const stop = async (app: NestFastifyApplication): Promise<void> => {
  running.splice(running.indexOf(app), 1);
  await app.close();
};

let counter = 0;
const newBook = (): BookKey => ({ source: 'stubhub', eventId: `9${(counter += 1)}` });
const below95: Condition = { kind: 'get-in-below', price: 9_500, currency: 'USD' };
const conditions: Condition[] = [
  below95,
  { kind: 'get-in-above', price: 10_500, currency: 'USD' },
  { kind: 'get-in-moves', percent: 10, withinSeconds: 3 },
  { kind: 'new-listing', section: '102' },
];

const aWatchOf = (book: BookKey, condition: Condition, told: Partial<Watch> = {}): Watch => ({
  ...book,
  watchId: `w${(counter += 1)}`,
  name: 'My watch',
  condition,
  channels: ['log'],
  rearmSeconds: 0,
  ...told,
});

/** Watches of the specs are older than their looks, which lie a millisecond apart around now. */
const definedAt = new Date(Date.now() - 600_000).toISOString();

const publishWatch = (type: 'watch.defined.v1' | 'watch.removed.v1', watchId: string, data: object, revision: number, time = definedAt) =>
  publisher.publish(
    subjects.watch(watchId),
    envelope(type, { id: `watch:${watchId}:${revision}`, source: '/tickettape/sheet-sync', subject: watchId, time }, { ...data, revision }),
  );
const define = (watch: Watch, revision = 1, time = definedAt) => publishWatch('watch.defined.v1', watch.watchId, watch, revision, time);
const remove = (watchId: string, revision: number, time: string) => publishWatch('watch.removed.v1', watchId, { watchId }, revision, time);

const record = async (book: BookKey, ...observations: Observation[]): Promise<void> => {
  let loaded = await loadBook(tape.jsm, book);
  for (const observation of observations) {
    const observedAt = new Date().toISOString();
    loaded = (await appendLook(publisher, book, { ...observation, observedAt }, loaded)).loaded;
  }
};

const factsOf = async (watchId: string): Promise<AlertFact[]> => {
  const messages = await Array.fromAsync(readForward(tape.jsm, 'ALERTS', subjects.alert(watchId), 1));
  return messages.map((message) => AlertFact.parse(message.json()));
};
/** What people were told of a watch: how each message ended, and what was not sent. */
const toldOf = async (watchId: string): Promise<DeliveryFact[]> => {
  const messages = await Array.fromAsync(readForward(tape.jsm, 'ALERTS', 'delivery.*', 1));
  const facts = messages.map((message) => DeliveryFact.parse(message.json()));
  return facts.filter((fact) =>
    ('deliveryKey' in fact.data ? fact.data.deliveryKey : fact.data.notice.noticeKey).startsWith(`${watchId}:`),
  );
};
const endsOf = async (watchId: string): Promise<DeliveryFact[]> =>
  (await toldOf(watchId)).filter(({ type }) => type !== 'delivery.queued.v1');
const typesOf = async (watchId: string): Promise<string[]> =>
  [...(await factsOf(watchId)), ...(await endsOf(watchId))].map(({ type }) => type);
const episodesOf = async (watchId: string): Promise<AlertFact[]> =>
  (await factsOf(watchId)).filter(({ type }) => type.startsWith('alert.'));

const isIdle = async (stream: string, durable: string): Promise<boolean> => {
  const { num_pending, num_ack_pending } = await tape.jsm.consumers.info(stream, durable);
  return num_pending + num_ack_pending === 0;
};
const evaluated = () => until(() => isIdle('BOOKS', 'notifier-books'), { timeoutMs: 20_000 });
const delivered = async () => {
  await until(() => isIdle('ALERTS', 'notifier-delivery'), { timeoutMs: 20_000 });
  await until(() => isIdle('ALERTS', 'notifier-outbox'), { timeoutMs: 20_000 });
};

/** What the pure decision says about everything the tape holds of a book, with the positions the tape gave. */
const expectedOf = async (watch: Watch): Promise<AlertFact[]> => {
  const messages = await Array.fromAsync(readForward(tape.jsm, 'BOOKS', subjects.book(watch), 1));
  return alertsOver(
    { ...watch, since: definedAt, isPaused: false },
    messages.map((message) => BookFact.parse(message.json())),
    [],
    messages.map(({ seq }) => seq),
  );
};

/** A restless market with partial and blind looks, the same in every run. */
const market = (looks: number): Observation[] =>
  Array.from({ length: looks }, (_, look) => {
    const listings = Array.from({ length: 6 }, (_, index) =>
      aListing(`${index}-${(look * 7 + index * 3) % 5}`, {
        allInPrice: 9_000 + ((look * 7) % 31) * 80 + index * 50,
        section: index % 2 === 0 ? '101' : '102',
      }),
    );
    if (look % 11 === 7) return aBlindness();
    return look % 5 === 3 ? partly(listings.slice(0, 2)) : aSighting(listings);
  });

describe('the notifier on the tape', () => {
  it('tells an alert with its reason, delivers it once and says when it is over', async () => {
    await start();
    const book = newBook();
    const watch = aWatchOf(book, below95, { channels: ['log', 'webhook'] });
    await define(watch);
    await record(book, sees(103.4), sees(92.1), sees(91));
    await until(async () => (await typesOf(watch.watchId)).length === 3);
    await record(book, sees(97));
    await until(async () => (await typesOf(watch.watchId)).length === 4);
    expect((await typesOf(watch.watchId)).toSorted()).toEqual([
      'alert.closed.v1',
      'alert.opened.v1',
      'delivery.sent.v2',
      'delivery.sent.v2',
    ]);
    expect(received).toMatchObject([
      {
        key: `${watch.watchId}:1:opened:operator:webhook`,
        body: { reason: expect.stringMatching(/^get-in 92\.10 USD is below 95\.00 USD; it was 103\.40 USD at/) },
      },
    ]);
  });

  it('tells what the pure decision tells: all conditions, partial and blind looks, keyframes', async () => {
    await start();
    const book = newBook();
    const watches = conditions.map((condition) => aWatchOf(book, condition));
    for (const watch of watches) await define(watch);
    await record(book, ...market(120));
    await evaluated();
    for (const watch of watches) {
      const expected = await expectedOf(watch);
      expect(expected.length).toBeGreaterThan(0);
      expect(await episodesOf(watch.watchId)).toEqual(expected);
    }
  });

  it('from any restart in the middle, with messages published twice, the alerts are the same', async () => {
    const book = newBook();
    const watches = conditions.map((condition) => aWatchOf(book, condition));
    for (const watch of watches) await define(watch);
    for (const part of [market(17), market(41).slice(17), market(90).slice(41)]) {
      const app = await start();
      await record(book, ...part);
      await publishAgain(book, 3);
      await publishAgain(book, 12);
      await until(async () => (await tape.jsm.consumers.info('BOOKS', 'notifier-books')).num_pending < 20, { timeoutMs: 20_000 });
      await stop(app);
    }
    await start();
    await evaluated();
    for (const watch of watches) expect(await episodesOf(watch.watchId)).toEqual(await expectedOf(watch));
  });

  it('two notifiers at once tell and deliver each alert once', async () => {
    await Promise.all([start(), start()]);
    const book = newBook();
    const watches = conditions.map((condition) => aWatchOf(book, condition, { channels: ['webhook'] }));
    for (const watch of watches) await define(watch);
    await record(book, ...market(60));
    await evaluated();
    await delivered();
    for (const watch of watches) expect(await episodesOf(watch.watchId)).toEqual(await expectedOf(watch));
    const opened = (await Promise.all(watches.map(({ watchId }) => typesOf(watchId)))).flat().filter((type) => type === 'alert.opened.v1');
    expect(received).toHaveLength(opened.length);
    expect(new Set(received.map(({ key }) => key)).size).toBe(opened.length);
  });

  it('evaluated all over again from the beginning, the tape gives no further alert and no further delivery', async () => {
    await start();
    const book = newBook();
    const watch = aWatchOf(book, below95, { channels: ['webhook'] });
    await define(watch);
    await record(book, sees(90), sees(100), sees(91));
    await evaluated();
    await until(async () => (await typesOf(watch.watchId)).length === 5);
    await Promise.all(running.splice(0).map((app) => app.close()));
    const before = [await factsOf(watch.watchId), await toldOf(watch.watchId)];
    await tape.jsm.consumers.delete('BOOKS', 'notifier-books');
    await tape.jsm.consumers.delete('ALERTS', 'notifier-delivery');
    await tape.jsm.consumers.delete('ALERTS', 'notifier-outbox');
    received = [];
    await start();
    await evaluated();
    await delivered();
    expect([await factsOf(watch.watchId), await toldOf(watch.watchId)]).toEqual(before);
    expect(received).toEqual([]);
  });

  it('closes the episode of a watch that is removed or asks something else', async () => {
    await start();
    const book = newBook();
    const [changed, removed] = [aWatchOf(book, below95), aWatchOf(book, below95)];
    await define(changed);
    await define(removed);
    await record(book, sees(90));
    await evaluated();
    const now = new Date().toISOString();
    await define({ ...changed, condition: { ...below95, price: 8_000 } }, 2, now);
    await remove(removed.watchId, 2, now);
    await until(async () => (await episodesOf(changed.watchId)).length === 2 && (await episodesOf(removed.watchId)).length === 2);
    await define(removed, 1);
    await record(book, sees(85), sees(79));
    await evaluated();
    expect(await episodesOf(changed.watchId)).toMatchObject([
      { type: 'alert.opened.v1' },
      { type: 'alert.closed.v1', data: { reason: 'the watch was changed', position: null } },
      { type: 'alert.opened.v1', data: { episode: 2, reason: expect.stringContaining('79.00 USD is below 80.00 USD') } },
    ]);
    expect(await episodesOf(removed.watchId)).toMatchObject([{}, { data: { reason: 'the watch was removed' } }]);
  });

  it('goes on after NATS died, with watches that came since', async () => {
    await start();
    const book = newBook();
    await nats.kill9();
    await nats.restart();
    const watch = aWatchOf(book, below95);
    await until(() => define(watch).then(() => true));
    await record(book, sees(100), sees(90));
    await until(async () => (await episodesOf(watch.watchId)).length === 1, { timeoutMs: 20_000 });
  });
});

describe('delivery', () => {
  const alerted = async (told: Partial<Watch>, env?: Record<string, string>, seen: () => Promise<unknown> = evaluated): Promise<string> => {
    await start(env);
    const book = newBook();
    const watch = aWatchOf(book, below95, told);
    await define(watch);
    await record(book, sees(90));
    await seen();
    return watch.watchId;
  };
  const ended = (watchId: string, count: number) => until(async () => (await endsOf(watchId)).length === count, { timeoutMs: 20_000 });

  it('tries again what the channel could not take, with the same key, and sends nothing twice to the others', async () => {
    answers = [500];
    const watchId = await alerted({ channels: ['log', 'webhook'] });
    await ended(watchId, 2);
    expect(await endsOf(watchId)).toMatchObject([
      { type: 'delivery.sent.v2', data: { channel: 'log', attempts: 1 } },
      { type: 'delivery.sent.v2', data: { channel: 'webhook', attempts: 2 } },
    ]);
    expect(received.map(({ key }) => key)).toEqual(Array.from({ length: 2 }, () => `${watchId}:1:opened:operator:webhook`));
  });

  it('gives up what is refused for good and what is not configured, and says so', async () => {
    answers = [403];
    const watchId = await alerted({ channels: ['webhook', 'telegram'] });
    await ended(watchId, 2);
    expect((await endsOf(watchId)).toSorted((a, b) => (a.id < b.id ? -1 : 1))).toMatchObject([
      { type: 'delivery.failed.v2', data: { channel: 'telegram', code: 'CHANNEL_UNCONFIGURED' } },
      { type: 'delivery.failed.v2', data: { channel: 'webhook', code: 'CHANNEL_REFUSED', detail: expect.stringContaining('HTTP 403') } },
    ]);
  });

  it('sends nothing twice because NATS died after the channel had accepted', async () => {
    beforeAnswer = () => nats.kill9();
    const watchId = await alerted({ channels: ['webhook'] }, {}, () => until(() => received.length === 1));
    await nats.restart();
    await ended(watchId, 1);
    expect(await endsOf(watchId)).toMatchObject([{ type: 'delivery.sent.v2' }]);
    expect(received).toHaveLength(1);
  });

  it('never sends old news', async () => {
    const book = newBook();
    const watch = aWatchOf(book, below95, { channels: ['webhook'] });
    await define(watch);
    await record(book, sees(90));
    await until(async () => Date.now() - Date.parse((await loadBook(tape.jsm, book)).book.observedAt!) > 1_000);
    await start({ MAX_ALERT_AGE_SECONDS: '1' });
    await ended(watch.watchId, 1);
    expect(await endsOf(watch.watchId)).toMatchObject([{ type: 'delivery.suppressed.v1', data: { reason: 'too-old' } }]);
    expect(received).toEqual([]);
  });

  it('names the event as the catalogue does', async () => {
    const book = newBook();
    const details = { ...book, name: 'Example Band', venue: 'Hall', city: 'Berlin', country: 'Germany', localDate: '2026-12-31T20:00:00' };
    const unknown = { timeZone: null, startsAt: null, intervalSeconds: null, notes: null };
    const about = { id: `spec:${book.eventId}`, source: '/spec', subject: book.eventId, time: definedAt };
    await publisher.publish(subjects.catalog(book), envelope('event.tracked.v1', about, { ...details, ...unknown, revision: 1 }));
    await start();
    const watch = aWatchOf(book, below95, { channels: ['webhook'] });
    await define(watch);
    await record(book, sees(90));
    await until(() => received.length === 1);
    expect(received[0]!.body.event).toBe(`Example Band, Hall, Berlin, 2026-12-31 20:00 (stubhub/${book.eventId})`);
  });
});

describe('the admin endpoints', () => {
  it('show watches with their state, alerts with their deliveries, and try a channel', async () => {
    const app = await start();
    const book = newBook();
    const watch = aWatchOf(book, below95, { channels: ['log', 'telegram'] });
    await define(watch);
    await record(book, sees(90));
    await evaluated();
    await until(async () => (await typesOf(watch.watchId)).length === 3);

    const watches = (await app.inject('/admin/watches')).json<{ watchId: string }[]>();
    expect(watches.find(({ watchId }) => watchId === watch.watchId)).toMatchObject({
      state: 'open',
      alertId: `${watch.watchId}:1`,
      episodes: 1,
    });

    const [newest, ...others] = (await app.inject('/admin/alerts?limit=1')).json<object[]>();
    expect(others).toEqual([]);
    expect(newest).toMatchObject({
      alertId: `${watch.watchId}:1`,
      closedAt: null,
      evidence: { after: { getIn: 9_000 } },
      deliveries: [
        { channel: 'log', status: 'sent', attempts: 1 },
        { channel: 'telegram', status: 'failed', code: 'CHANNEL_UNCONFIGURED' },
      ],
    });

    const tried = await app.inject({ method: 'POST', url: '/admin/channels/webhook/test' });
    expect([tried.statusCode, tried.json()]).toEqual([200, { channel: 'webhook', outcome: 'sent', code: null, detail: null }]);
    expect(received).toHaveLength(1);
    expect((await app.inject({ method: 'POST', url: '/admin/channels/telegram/test' })).json()).toMatchObject({
      code: 'CHANNEL_UNCONFIGURED',
    });
    expect((await app.inject({ method: 'POST', url: '/admin/channels/pigeon/test' })).statusCode).toBe(400);
    expect((await app.inject('/admin/alerts?limit=0')).statusCode).toBe(400);
    expect(Object.keys((await app.inject('/docs-json')).json<{ paths: object }>().paths)).toEqual(
      expect.arrayContaining(['/admin/watches', '/admin/alerts', '/admin/channels/{channel}/test']),
    );
  });
});

/** Stores a copy of an old message of the book, as `nats pub` would. */
const publishAgain = async (book: BookKey, index: number): Promise<void> => {
  const messages = await Array.fromAsync(readForward(tape.jsm, 'BOOKS', subjects.book(book), 1));
  await tape.js.publish(subjects.book(book), messages[index]!.data);
};
