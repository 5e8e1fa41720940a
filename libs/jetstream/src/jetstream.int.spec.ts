import { Controller, Inject, Injectable, Module } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { tapeHeaders } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import { freshNats, until, type FreshNats } from '@tickettape/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  connectTape,
  JetStreamContext,
  JetStreamHandler,
  JetStreamModule,
  JetStreamServer,
  Publisher,
  readForward,
  readLast,
  type Tape,
} from './index.js';

const Tested = z.object({ n: z.int(), fail: z.enum(['once', 'invalid', 'bug']).optional() });
type Tested = z.output<typeof Tested>;

@Injectable()
class Seen {
  readonly deliveries: number[] = [];
}

@Controller()
class TestedHandler {
  constructor(@Inject(Seen) private readonly seen: Seen) {}

  @JetStreamHandler({
    stream: 'SWEEPS',
    durable: 'tested',
    filterSubjects: ['sweep.due.*.*'],
    schema: Tested,
    maxAckPending: 16,
    concurrency: 2,
    maxDeliver: 2,
    retryDelaysMs: [20],
  })
  handle(@Payload() { n, fail }: Tested, @Ctx() _context: JetStreamContext) {
    this.seen.deliveries.push(n);
    if (fail === 'invalid') throw new AppError('CHANNEL_REFUSED');
    if (fail === 'bug') throw new Error('surprise');
    if (fail === 'once' && this.seen.deliveries.filter((seen) => seen === n).length === 1) throw new AppError('NATS_UNAVAILABLE');
  }
}

let nats: FreshNats;
let tape: Tape;
let app: NestFastifyApplication;

const start = async () => {
  @Module({
    imports: [JetStreamModule.forRoot({ servers: nats.url, service: 'spec', streams: ['SWEEPS', 'DEAD', 'CATALOG'] })],
    controllers: [TestedHandler],
    providers: [Seen],
  })
  class SpecModule {}
  const module = await Test.createTestingModule({ imports: [SpecModule] }).compile();
  app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
  await app.init();
  app.connectMicroservice({ strategy: app.get(JetStreamServer) });
  await app.startAllMicroservices();
};

beforeAll(async () => {
  nats = await freshNats();
  await start();
  tape = await connectTape({ servers: nats.url, name: 'spec' });
});
afterAll(async () => {
  await app.close();
  await tape.nc.close();
  await nats.stop();
});

const publish = (n: number, body: object) => app.get(Publisher).publish(`sweep.due.s.${n}`, { n, ...body });
const deliveries = (n: number) => app.get(Seen).deliveries.filter((seen) => seen === n).length;
const dead = async () => Array.fromAsync(readForward(tape.jsm, 'DEAD', 'dead.spec.tested', 1));
const settled = () =>
  until(async () => {
    const { num_pending, num_ack_pending } = await tape.jsm.consumers.info('SWEEPS', 'tested');
    return num_pending + num_ack_pending === 0;
  });

describe('a handler of a durable consumer', () => {
  it('acks what it handled', async () => {
    await publish(1, {});
    await settled();
    expect(deliveries(1)).toBe(1);
  });

  it('tries again what may work later', async () => {
    await publish(2, { fail: 'once' });
    await until(() => deliveries(2) === 2);
  });

  it('buries what will never work at once, with its origin and reason', async () => {
    const { sequence } = await publish(3, { fail: 'invalid' });
    await until(async () => (await dead()).length === 1);
    const [message] = await dead();
    expect([message!.header.get(tapeHeaders.deadStream), message!.header.get(tapeHeaders.deadSequence)]).toEqual([
      'SWEEPS',
      String(sequence),
    ]);
    expect(message!.header.get(tapeHeaders.deadReason)).toContain('refused the message for good');
    expect(deliveries(3)).toBe(1);
  });

  it('buries a bug after its last delivery and what meets no contract before its first', async () => {
    await publish(4, { fail: 'bug' });
    await tape.js.publish('sweep.due.s.5', '{"n":');
    await until(async () => (await dead()).length === 3);
    expect([deliveries(4), deliveries(5)]).toEqual([2, 0]);
  });

  it('goes on after the server died and came back', async () => {
    await nats.kill9();
    await nats.restart();
    await until(() =>
      publish(6, {}).then(
        () => true,
        () => false,
      ),
    );
    await until(() => deliveries(6) >= 1);
  });

  it('takes over what a stopped replica handed back', async () => {
    await app.close();
    await tape.js.publish('sweep.due.s.7', JSON.stringify({ n: 7 }));
    await start();
    await until(() => deliveries(7) === 1);
  });
});

describe('the publisher', () => {
  const fact = (id: string) => ({ id, n: 1 });

  it('locks a subject by the sequence it expects', async () => {
    const publisher = app.get(Publisher);
    const { sequence } = await publisher.publish('catalog.s.1', fact('a'), { expectedLastSequence: 0 });
    await expect(publisher.publish('catalog.s.1', fact('b'), { expectedLastSequence: 0 })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    });
    expect(await publisher.publish('catalog.s.1', fact('a'), { expectedLastSequence: 0 })).toEqual({ sequence, duplicate: true });
    expect(await publisher.publish('catalog.s.1', fact('c'), { expectedLastSequence: sequence })).toMatchObject({ duplicate: false });
  });

  it('keeps a scheduled message until it is due and replaces it when it is published again', async () => {
    const publisher = app.get(Publisher);
    const at = (ms: number) => ({ schedule: { at: new Date(Date.now() + ms), target: 'sweep.due.s.8' } });
    await publisher.publish('sweep.next.s.8', { n: 8 }, at(60_000));
    await publisher.publish('sweep.next.s.8', { n: 8 }, at(1_000));
    expect(deliveries(8)).toBe(0);
    await until(() => deliveries(8) === 1);
    const left = (await Array.fromAsync(readLast(tape.jsm, 'SWEEPS', 'sweep.next.>'))).map(({ subject }) => subject);
    expect(left).toEqual([]);
  });

  it('names a message that is too large instead of cutting it', async () => {
    const huge = { id: 'huge', text: 'x'.repeat(9_000_000) };
    await expect(app.get(Publisher).publish('catalog.s.2', huge)).rejects.toMatchObject({ code: 'MESSAGE_TOO_LARGE' });
  });
});

describe('reading a stream', () => {
  it('gives the last message of every subject, and one subject in order over many pages', async () => {
    for (let n = 0; n < 600; n += 1) await tape.js.publish(`catalog.s.${10 + (n % 2)}`, String(n));
    const all = await Array.fromAsync(readLast(tape.jsm, 'CATALOG', 'catalog.s.*'));
    expect(
      all
        .filter(({ subject }) => /\.1[01]$/.test(subject))
        .map((message) => message.string())
        .toSorted(),
    ).toEqual(['598', '599']);
    const evens = (await Array.fromAsync(readForward(tape.jsm, 'CATALOG', 'catalog.s.10', 1))).map((message) => Number(message.string()));
    expect(evens).toEqual(Array.from({ length: 300 }, (_, index) => index * 2));
    expect(await Array.fromAsync(readForward(tape.jsm, 'CATALOG', 'catalog.none.1', 1))).toEqual([]);
  });

  it('names a server that is not there', async () => {
    await expect(connectTape({ servers: 'nats://127.0.0.1:9', name: 'spec', waitForServer: false })).rejects.toMatchObject({
      code: 'NATS_UNAVAILABLE',
    });
  });
});
