import { setTimeout as delay } from 'node:timers/promises';
import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { connectTape, JetStreamModule, type Tape } from '@tickettape/jetstream';
import { BaseEnv, createService } from '@tickettape/service';
import { freshNats, until, type FreshNats } from '@tickettape/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReplayStatus } from './replay-status.js';
import { ReplaysModule } from './replays.module.js';

let nats: FreshNats;
let tape: Tape;
let app: NestFastifyApplication;
const received: string[] = [];

beforeAll(async () => {
  nats = await freshNats();
  tape = await connectTape({ servers: nats.url, name: 'spec' });
  @Module({ imports: [JetStreamModule.forRoot({ servers: nats.url, service: 'spec', streams: ['BOOKS', 'ALERTS'] }), ReplaysModule] })
  class SpecModule {}
  app = await createService({ name: 'storage', module: SpecModule, config: BaseEnv.parse({ NATS_URL: nats.url }) }, false);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  for (let n = 1; n <= 4; n += 1) await tape.js.publish(`book.stubhub.${n % 2}`, `{"n":${n}}`);
  // A gap that a slow replay waits in.
  await delay(200);
  await tape.js.publish('book.stubhub.1', '{"n":5}');
  tape.nc.subscribe('replay.>', { callback: (_, { subject }) => void received.push(subject) });
  await tape.nc.flush();
});
afterAll(async () => {
  await app.close();
  await tape.nc.close();
  await nats.stop();
});

const call = async (method: 'GET' | 'POST' | 'DELETE', path = '', payload?: object) => {
  const { statusCode, body } = await app.inject({ method, url: `/admin/replays${path}`, ...(payload && { payload }) });
  return { status: statusCode, body: JSON.parse(body) as never };
};
const started = async (request: object): Promise<ReplayStatus> => (await call('POST', '', { stream: 'BOOKS', ...request })).body;
const now = async (id: string): Promise<ReplayStatus> => {
  const replays: ReplayStatus[] = (await call('GET')).body;
  return replays.find((replay) => replay.id === id)!;
};

describe('replays over HTTP', () => {
  it('run by themselves and tell how far they are', async () => {
    const { id } = await started({ speed: 'instant', from: 2, to: 4, subject: 'book.*.1' });
    await until(async () => (await now(id)).state === 'finished');
    expect(await now(id)).toMatchObject({ messages: 1, total: 1, problem: null, request: { toSubject: 'replay.>', from: 2 } });
    await until(() => received.length === 1);
    expect(received).toEqual(['replay.book.stubhub.1']);
  });

  it('can be ended, and end with the service', async () => {
    const { id, state } = await started({ speed: '0.01x' });
    expect(state).toBe('running');
    await until(async () => (await now(id)).messages === 4);
    expect((await call('DELETE', `/${id}`)).body).toMatchObject({ state: 'stopped', messages: 4 });
    expect((await call('DELETE', '/nothing')).status).toBe(404);
    await started({ speed: '0.01x' });
  });

  it('are four at most', async () => {
    for (let n = 0; n < 3; n += 1) await started({ speed: '0.01x' });
    expect(await call('POST', '', { stream: 'BOOKS' })).toMatchObject({ status: 400, body: { fix: expect.stringContaining('stop one') } });
  });

  it.each([
    [{ stream: 'BOOKS', toSubject: 'alert.>' }],
    [{ stream: 'BOOKS', toSubject: '$JS.API.>' }],
    [{ stream: 'SWEEPS' }],
    [{ stream: 'BOOKS', speed: 'fast' }],
    [{ stream: 'BOOKS', from: 0 }],
    [{ stream: 'BOOKS', to: 'yesterday' }],
    [{ stream: 'BOOKS', subject: 'a b' }],
    [{}],
  ])('refuse %j', async (request) => expect((await call('POST', '', request)).status).toBe(400));
});
