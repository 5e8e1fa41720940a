import { Kvm } from '@nats-io/kv';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { envelope, handOffBucket, subjects } from '@tickettape/contracts';
import { connectTape, ensureStreams, Publisher, type Tape } from '@tickettape/jetstream';
import { freshNats, until, type FreshNats } from '@tickettape/testing';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startNotifier } from '../start-notifier.examples.js';
import { People } from '../people/people.js';

let nats: FreshNats;
let tape: Tape;
let webhook: Server;
let app: NestFastifyApplication;
let url: string;
const secret = 'a-secret-of-the-spec';
const received: string[] = [];
const paths: string[] = [];
const answers: number[] = [];

beforeAll(async () => {
  nats = await freshNats();
  tape = await connectTape({ servers: nats.url, name: 'spec' });
  await ensureStreams(tape.jsm, ['SOURCES']);
  const handOffs = await new Kvm(tape.nc).create(handOffBucket, { history: 1 });
  await handOffs.put(
    'munich',
    JSON.stringify({ url: 'https://tape.example.org/captcha/munich/link', expiresAt: '2099-01-01T00:00:00.000Z' }),
  );
  webhook = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const status = answers.shift() ?? 200;
      if (status === 200) received.push(body);
      if (status === 200) paths.push(request.url!);
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => webhook.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(webhook.address() as AddressInfo).port}`;
  app = await startNotifier({
    NATS_URL: nats.url,
    ALLOW_PRIVATE_ADDRESSES: 'true',
    WEBHOOK_URL: `${url}/hook`,
    WEBHOOK_SECRET: secret,
  });
});
afterAll(async () => {
  await app.close();
  webhook.close();
  webhook.closeAllConnections();
  await tape.nc.close();
  await nats.stop();
});

const need = (revision: number, time: string, source = 'munich') =>
  new Publisher(tape.js, tape.jsm).publish(
    subjects.source(source),
    envelope(
      'source.token-needed.v1',
      { id: `source:${source}:${revision}`, source: '/tickettape/collector', subject: source, time },
      { source, revision, need: 'missing', expiresAt: null, detail: 'the office wants a captcha solved' },
    ),
  );

describe('the operator', () => {
  it('is told once that a captcha is to be solved, with the link, also where the channel fails at first', async () => {
    answers.push(503);
    await need(1, new Date().toISOString());
    await until(() => Promise.resolve(received.length > 0), { label: 'a message', timeoutMs: 20_000 });
    expect(received).toHaveLength(1);
    expect(received[0]).toContain('https://tape.example.org/captcha/munich/link');
    expect(received[0]).toContain('munich needs a captcha solved');
  });

  it('is not told of old needs', async () => {
    received.length = 0;
    await need(2, '2020-01-01T00:00:00.000Z');
    await need(1, new Date().toISOString(), 'other');
    await until(() => Promise.resolve(received.length > 0), { label: 'a message', timeoutMs: 20_000 });
    expect(received).toHaveLength(1);
    expect(received[0]).toContain('npx tape source token other --link');
  });
});

describe('people', () => {
  it('who solve captchas of the source are asked besides, once, also where one of them cannot be reached at first', async () => {
    const add = (name: string, solves: string[]) => {
      const address = { channel: 'webhook' as const, url: `${url}/${name}`, secret };
      return app.get(People).add({ name, locale: 'en-GB', timeZone: 'UTC', addresses: [address], solves });
    };
    await Promise.all([add('ann', ['munich']), add('bob', ['munich', 'other']), add('eve', ['other'])]);
    [received, paths].forEach((list) => (list.length = 0));
    answers.push(503);
    await need(3, new Date().toISOString());
    await until(() => paths.length === 3, { label: 'three messages', timeoutMs: 20_000 });
    expect(paths.toSorted()).toEqual(['/ann', '/bob', '/hook']);
    for (const body of received) expect(body).toContain('https://tape.example.org/captcha/munich/link');
  });
});
