import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Observation } from '@tickettape/book';
import { aBlindness, aListing, aSighting } from '@tickettape/book/examples';
import { AlertFact, BookFact, DeliveryFact, envelope, subjects, type BookKey, type Condition, type Watch } from '@tickettape/contracts';
import { connectTape, ensureStreams, Publisher, readForward, type Tape } from '@tickettape/jetstream';
import { appendLook, loadBook } from '@tickettape/tape';
import { freshNats, until, type FreshNats } from '@tickettape/testing';
import { alertsOver, partly } from '@tickettape/watches/examples';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { startNotifier } from './start-notifier.examples.js';

export let nats: FreshNats;
export let tape: Tape;
export let publisher: Publisher;
let webhook: Server;
/** The world outside: what it got, the statuses it answers with (204 when there are no more), and what happens before it hook.answers. */
export const hook = {
  received: [] as { key: string; body: { reason: string; event: string } }[],
  answers: [] as number[],
  beforeAnswer: async (): Promise<void> => undefined,
};
export const running: NestFastifyApplication[] = [];

/** A tape and a webhook of its own for the spec that calls it; whatever it started has come to rest after every test. */
export const serveTheWorld = (): void => {
  beforeAll(async () => {
    nats = await freshNats();
    tape = await connectTape({ servers: nats.url, name: 'spec' });
    await ensureStreams(tape.jsm, ['CATALOG', 'BOOKS', 'WATCHES', 'ALERTS', 'DEAD']);
    publisher = new Publisher(tape.js, tape.jsm);
    webhook = createServer((request, response) => {
      void bodyOf(request).then((body) => {
        hook.received.push({ key: String(request.headers['idempotency-key']), body: JSON.parse(body) as never });
        void hook.beforeAnswer().then(() => response.writeHead(hook.answers.shift() ?? 204).end());
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
    Object.assign(hook, { received: [], answers: [], beforeAnswer: async () => undefined });
  });
  afterEach(async () => {
    if (running.length > 0) await Promise.all([evaluated(), delivered()]);
    await Promise.all(running.splice(0).map((app) => app.close()));
  });
};

const bodyOf = async (request: IncomingMessage): Promise<string> => (await Array.fromAsync(request)).join('');

export const start = async (env: Record<string, string> = {}): Promise<NestFastifyApplication> => {
  const url = `http://127.0.0.1:${(webhook.address() as AddressInfo).port}/hook`;
  const app = await startNotifier({ NATS_URL: nats.url, WEBHOOK_URL: url, WEBHOOK_SECRET: 'a-secret-of-the-spec', ...env });
  running.push(app);
  return app;
};
export const stop = async (app: NestFastifyApplication): Promise<void> => {
  running.splice(running.indexOf(app), 1);
  await app.close();
};

let counter = 0;
export const newBook = (): BookKey => ({ source: 'stubhub', eventId: `9${(counter += 1)}` });
export const below95 = { kind: 'get-in-below', price: 9_500, currency: 'USD' } satisfies Condition;
export const conditions: Condition[] = [
  below95,
  { kind: 'get-in-above', price: 10_500, currency: 'USD' },
  { kind: 'get-in-moves', percent: 10, withinSeconds: 3 },
  { kind: 'new-listing', section: '102' },
];

export const aWatchOf = (book: BookKey, condition: Condition, told: Partial<Watch> = {}): Watch => ({
  ...book,
  watchId: `w${(counter += 1)}`,
  name: 'My watch',
  condition,
  channels: ['log'],
  rearmSeconds: 0,
  ...told,
});

/** Watches of the specs are older than their looks, which lie a millisecond apart around now. */
export const definedAt = new Date(Date.now() - 600_000).toISOString();

const publishWatch = (type: 'watch.defined.v1' | 'watch.removed.v1', watchId: string, data: object, revision: number, time = definedAt) =>
  publisher.publish(
    subjects.watch(watchId),
    envelope(type, { id: `watch:${watchId}:${revision}`, source: '/tickettape/sheet-sync', subject: watchId, time }, { ...data, revision }),
  );
export const define = (watch: Watch, revision = 1, time = definedAt) =>
  publishWatch('watch.defined.v1', watch.watchId, watch, revision, time);
export const remove = (watchId: string, revision: number, time: string) =>
  publishWatch('watch.removed.v1', watchId, { watchId }, revision, time);

export const record = async (book: BookKey, ...observations: Observation[]): Promise<void> => {
  let loaded = await loadBook(tape.jsm, book);
  for (const observation of observations) {
    const observedAt = new Date().toISOString();
    loaded = (await appendLook(publisher, book, { ...observation, observedAt }, loaded)).loaded;
  }
};

export const factsOf = async (watchId: string): Promise<AlertFact[]> => {
  const messages = await Array.fromAsync(readForward(tape.jsm, 'ALERTS', subjects.alert(watchId), 1));
  return messages.map((message) => AlertFact.parse(message.json()));
};
/** What people were told of a watch: how each message ended, and what was not sent. */
export const toldOf = async (watchId: string): Promise<DeliveryFact[]> => {
  const messages = await Array.fromAsync(readForward(tape.jsm, 'ALERTS', 'delivery.*', 1));
  const facts = messages.map((message) => DeliveryFact.parse(message.json()));
  return facts.filter((fact) =>
    ('deliveryKey' in fact.data ? fact.data.deliveryKey : fact.data.notice.noticeKey).startsWith(`${watchId}:`),
  );
};
export const endsOf = async (watchId: string): Promise<DeliveryFact[]> =>
  (await toldOf(watchId)).filter(({ type }) => type !== 'delivery.queued.v1');
export const typesOf = async (watchId: string): Promise<string[]> =>
  [...(await factsOf(watchId)), ...(await endsOf(watchId))].map(({ type }) => type);
export const episodesOf = async (watchId: string): Promise<AlertFact[]> =>
  (await factsOf(watchId)).filter(({ type }) => type.startsWith('alert.'));

const isIdle = async (stream: string, durable: string): Promise<boolean> => {
  const { num_pending, num_ack_pending } = await tape.jsm.consumers.info(stream, durable);
  return num_pending + num_ack_pending === 0;
};
export const evaluated = () => until(() => isIdle('BOOKS', 'notifier-books'), { timeoutMs: 20_000 });
export const delivered = async () => {
  await until(() => isIdle('ALERTS', 'notifier-delivery'), { timeoutMs: 20_000 });
  await until(() => isIdle('ALERTS', 'notifier-outbox'), { timeoutMs: 20_000 });
};

/** What the pure decision says about everything the tape holds of a book, with the positions the tape gave. */
export const expectedOf = async (watch: Watch): Promise<AlertFact[]> => {
  const messages = await Array.fromAsync(readForward(tape.jsm, 'BOOKS', subjects.book(watch), 1));
  return alertsOver(
    { ...watch, since: definedAt, isPaused: false },
    messages.map((message) => BookFact.parse(message.json())),
    [],
    messages.map(({ seq }) => seq),
  );
};

/** A restless market with partial and blind looks, the same in every run. */
export const market = (looks: number): Observation[] =>
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

/** Stores a copy of an old message of the book, as `nats pub` would. */
export const publishAgain = async (book: BookKey, index: number): Promise<void> => {
  const messages = await Array.fromAsync(readForward(tape.jsm, 'BOOKS', subjects.book(book), 1));
  await tape.js.publish(subjects.book(book), messages[index]!.data);
};
