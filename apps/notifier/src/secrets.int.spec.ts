import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { aSighting } from '@tickettape/book/examples';
import { envelope, subjects, type StreamName } from '@tickettape/contracts';
import { connectTape, ensureStreams, Publisher, readForward, type Tape } from '@tickettape/jetstream';
import { appendLook, loadBook } from '@tickettape/tape';
import { freshNats, spawnService, until, type FreshNats, type SpawnedService } from '@tickettape/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { priced } from '@tickettape/watches/examples';

const book = { source: 'stubhub', eventId: '1' };
const planted = {
  token: '123456:planted-token',
  chatId: '987654321',
  path: 'planted-path',
  secret: 'planted-secret-of-16',
  password: 'planted-word',
};

let nats: FreshNats;
let tape: Tape;
let world: Server;
let notifier: SpawnedService;
/** What the world outside got, by address: channels, and `/v1/traces` of the trace collector. */
const got: { url: string; body: string }[] = [];

beforeAll(async () => {
  nats = await freshNats();
  tape = await connectTape({ servers: nats.url, name: 'spec' });
  await ensureStreams(tape.jsm, ['BOOKS', 'WATCHES', 'ALERTS', 'CATALOG', 'DEAD']);
  world = createServer((request, response) => {
    void Array.fromAsync(request).then((chunks) => {
      got.push({ url: request.url ?? '', body: chunks.join('') });
      const answer = { ok: false, error_code: 403, description: `Forbidden: bot was blocked by ${planted.chatId}` };
      const isTelegram = request.url?.startsWith('/bot') ?? false;
      response.writeHead(isTelegram ? 403 : request.url?.startsWith('/v1') ? 200 : 410).end(isTelegram ? JSON.stringify(answer) : '{}');
    });
  });
  await new Promise<void>((resolve) => world.listen(0, '127.0.0.1', resolve));
  const port = (world.address() as AddressInfo).port;
  notifier = await spawnService('notifier', {
    NATS_URL: nats.url,
    LOG_LEVEL: 'trace',
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
    OTEL_BSP_SCHEDULE_DELAY: '100',
    WEBHOOK_URL: `http://user:${planted.password}@127.0.0.1:${port}/${planted.path}`,
    WEBHOOK_SECRET: planted.secret,
    TELEGRAM_BOT_TOKEN: planted.token,
    TELEGRAM_CHAT_ID: planted.chatId,
    TELEGRAM_API_ROOT: `http://127.0.0.1:${port}`,
    TELEGRAM_POLLING: 'false',
  });
});
afterAll(async () => {
  await notifier.stop();
  world.close();
  world.closeAllConnections();
  await tape.nc.close();
  await nats.stop();
});

it('chat ids, addresses and secrets of channels are in no stream, log, span or metric', async () => {
  const publisher = new Publisher(tape.js, tape.jsm);
  const condition = { kind: 'get-in-below', price: 9_500, currency: 'USD' };
  const watch = { ...book, watchId: 'w1', name: 'A watch', condition, channels: ['webhook', 'telegram'], revision: 1 };
  const about = { id: 'watch:w1:1', source: '/spec', subject: 'w1', time: new Date(Date.now() - 60_000).toISOString() };
  await publisher.publish(subjects.watch('w1'), envelope('watch.defined.v1', about, watch));
  const look = aSighting(priced([90]), { observedAt: new Date().toISOString() });
  await appendLook(publisher, book, look, await loadBook(tape.jsm, book));

  await until(async () => (await bodiesOf('ALERTS')).filter((body) => body.includes('delivery.failed.v2')).length === 2);
  const spans = () => got.filter(({ url }) => url.startsWith('/v1/traces')).map(({ body }) => body);
  await until(() => ['deliver webhook', 'deliver telegram'].every((name) => spans().join('').includes(name)));
  // A machine that is busy sends the message without its picture.
  const telegram = expect.stringMatching(new RegExp(`^/bot${planted.token}/send(Photo|Message)$`));
  expect(got.map(({ url }) => url)).toEqual(expect.arrayContaining([`/${planted.path}`, telegram]));

  const metrics = await (await fetch(`${notifier.url}/metrics`)).text();
  expect(metrics).toContain('deliveries_total{channel="telegram",outcome="failed"} 1');
  const everything = [...notifier.logs(), ...spans(), metrics, ...(await bodiesOf('ALERTS')), ...(await bodiesOf('DEAD'))].join('\n');
  for (const value of Object.values(planted)) expect(everything).not.toContain(value);
});

const bodiesOf = async (stream: StreamName): Promise<string[]> =>
  (await Array.fromAsync(readForward(tape.jsm, stream, '>', 1))).map((message) => message.string());
