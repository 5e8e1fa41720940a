import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { exportTape, importTape } from '@tickettape/archive';
import { AlertStreamFact, envelope, subjects } from '@tickettape/contracts';
import { connectTape, ensureStreams, Publisher, readForward, type Tape } from '@tickettape/jetstream';
import { appendLook, loadBook } from '@tickettape/tape';
import { freshNats, until, type FreshNats } from '@tickettape/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sees } from '@tickettape/watches/examples';
import { startNotifier } from './start-notifier.examples.js';

const book = { source: 'stubhub', eventId: '1' };
const streams = ['CATALOG', 'BOOKS', 'WATCHES', 'ALERTS', 'DEAD'] as const;
const watch = {
  ...book,
  watchId: 'w1',
  name: 'cheap',
  condition: { kind: 'get-in-below', price: 9_500, currency: 'USD' },
  channels: ['webhook'],
  rearmSeconds: 0,
};

let webhook: Server;
let answer = 500;
let received: string[] = [];
let folder: string;
let target: FreshNats;
let tape: Tape;
const running: NestFastifyApplication[] = [];

const start = async (url: string): Promise<NestFastifyApplication> => {
  const hook = `http://127.0.0.1:${(webhook.address() as AddressInfo).port}/hook`;
  const app = await startNotifier({
    NATS_URL: url,
    WEBHOOK_URL: hook,
    WEBHOOK_SECRET: 'a-secret-of-the-spec',
    MAX_ALERT_AGE_SECONDS: '86400',
  });
  running.push(app);
  return app;
};

const define = (on: Tape, revision: number, price: number) =>
  new Publisher(on.js, on.jsm).publish(
    subjects.watch(watch.watchId),
    envelope(
      'watch.defined.v1',
      {
        id: `watch:w1:${revision}`,
        source: '/tickettape/sheet-sync',
        subject: watch.watchId,
        time: new Date(Date.now() - 60_000 + revision).toISOString(),
      },
      { ...watch, condition: { ...watch.condition, price }, revision },
    ),
  );

const record = async (on: Tape, ...prices: number[]): Promise<void> => {
  let loaded = await loadBook(on.jsm, book);
  for (const price of prices) {
    const look = { ...sees(price), observedAt: new Date().toISOString() };
    loaded = (await appendLook(new Publisher(on.js, on.jsm), book, look, loaded)).loaded;
  }
};

const alertTypes = async (on: Tape): Promise<string[]> =>
  (await Array.fromAsync(readForward(on.jsm, 'ALERTS', '>', 1))).map((message) => AlertStreamFact.parse(message.json()).type);

const idle = (on: Tape) =>
  until(
    async () => {
      const consumers = [
        ['BOOKS', 'notifier-books'],
        ['WATCHES', 'notifier-watches'],
        ['ALERTS', 'notifier-delivery'],
        ['ALERTS', 'notifier-outbox'],
      ] as const;
      const infos = await Promise.all(consumers.map(([stream, durable]) => on.jsm.consumers.info(stream, durable)));
      return infos.every(({ num_pending, num_ack_pending }) => num_pending + num_ack_pending === 0);
    },
    { timeoutMs: 20_000 },
  );

/** Leaves a tape with an alert of this very minute that nobody could be told of, and looks that nobody has evaluated. */
const recordOrigin = async (): Promise<void> => {
  const nats = await freshNats();
  const origin = await connectTape({ servers: nats.url, name: 'spec' });
  await ensureStreams(origin.jsm, streams);
  await define(origin, 1, 9_000);
  await define(origin, 2, 9_500);
  const app = await start(nats.url);
  await record(origin, 103, 92);
  await until(async () => (await alertTypes(origin)).length === 2 && received.length > 0);
  await app.close();
  running.pop();
  await record(origin, 97, 91, 99, 90);
  await exportTape(origin, { folder, version: '0.0.0' });
  await origin.nc.close();
  await nats.stop();
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tickettape-fence-'));
  webhook = createServer((request, response) => {
    received.push(String(request.headers['idempotency-key']));
    request.resume().on('end', () => response.writeHead(answer).end());
  });
  await new Promise<void>((listening) => webhook.listen(0, '127.0.0.1', listening));
  await recordOrigin();
});
afterAll(async () => {
  webhook.closeAllConnections();
  webhook.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  answer = 204;
  received = [];
  target = await freshNats();
  tape = await connectTape({ servers: target.url, name: 'spec' });
  await ensureStreams(tape.jsm, streams);
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((app) => app.close()));
  await tape.nc.close();
  await target.stop();
});

const expectSilence = async () => {
  await idle(tape);
  expect(received).toEqual([]);
  expect(await alertTypes(tape)).toEqual(['alert.opened.v1', 'delivery.queued.v1']);
};

/** What happens from now on is told as ever. */
const expectToBeTold = async () => {
  await record(tape, 99, 80);
  await until(async () => (await alertTypes(tape)).length === 6, { label: 'closed, opened, queued, sent' });
  expect(received).toEqual(['w1:2:opened:operator:webhook']);
};

describe('an import', () => {
  it('tells nobody anything when the notifier starts behind it', async () => {
    await importTape(tape, { archive: folder });
    await start(target.url);
    await expectSilence();
    await expectToBeTold();
  });

  it('tells nobody anything while the notifier runs', async () => {
    await start(target.url);
    await importTape(tape, { archive: folder });
    await expectSilence();
    await expectToBeTold();
  });

  it('tells nobody anything when the notifier is restarted, twice at once, and with consumers that forgot everything', async () => {
    await importTape(tape, { archive: folder });
    await Promise.all([start(target.url), start(target.url)]);
    await expectSilence();
    await Promise.all(running.splice(0).map((app) => app.close()));
    await tape.jsm.consumers.delete('ALERTS', 'notifier-delivery');
    await tape.jsm.consumers.delete('ALERTS', 'notifier-outbox');
    await tape.jsm.consumers.delete('BOOKS', 'notifier-books');
    await start(target.url);
    await expectSilence();
    await expectToBeTold();
  });

  it('of an import tells nobody anything either', async () => {
    await importTape(tape, { archive: folder });
    const second = await mkdtemp(join(tmpdir(), 'tickettape-fence-'));
    await exportTape(tape, { folder: second, version: '0.0.0' });
    for (const stream of streams) await tape.jsm.streams.delete(stream);
    await ensureStreams(tape.jsm, streams);
    await start(target.url);
    await importTape(tape, { archive: second });
    await expectSilence();
    await rm(second, { recursive: true, force: true });
  });
});
