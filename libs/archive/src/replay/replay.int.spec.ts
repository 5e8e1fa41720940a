import { setTimeout as delay } from 'node:timers/promises';
import type { Msg } from '@nats-io/transport-node';
import { connectTape, ensureStreams, type Tape } from '@tickettape/jetstream';
import { freshNats, until, type FreshNats } from '@tickettape/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { replayTape, type ReplaySettings } from '../index.js';

const gapMs = 250;
const count = 6;

let nats: FreshNats;
let tape: Tape;
let received: { message: Msg; atMs: number }[] = [];

beforeAll(async () => {
  nats = await freshNats();
  tape = await connectTape({ servers: nats.url, name: 'spec' });
  await ensureStreams(tape.jsm, ['BOOKS', 'ALERTS']);
  for (let n = 1; n <= count; n += 1) {
    await tape.js.publish(`book.stubhub.${n % 2}`, JSON.stringify({ n }), { msgID: `book:${n}` });
    // The gaps are what is recorded here.
    await delay(gapMs);
  }
  const listener = await nats.connect();
  listener.subscribe('replay.>', { callback: (_, message) => void received.push({ message, atMs: performance.now() }) });
  await listener.flush();
});
afterAll(async () => {
  await tape.nc.close();
  await nats.stop();
});
beforeEach(() => {
  received = [];
});

const play = (told: Partial<ReplaySettings>) => replayTape(tape, { stream: 'BOOKS', speed: 'instant', ...told });
const arrived = (wanted: number) => until(() => received.length >= wanted);
const numbers = () => received.map(({ message }) => message.json<{ n: number }>().n);
const storedAt = async (seq: number) => (await tape.jsm.direct.getMessage('BOOKS', { seq }))!.time;

describe('a replay', () => {
  it('sends what was stored, in order, beside the tape, and says where it comes from', async () => {
    expect(await play({})).toEqual({ fromSequence: 1, toSequence: count, messages: count, finished: true });
    await arrived(count);
    expect(numbers()).toEqual([1, 2, 3, 4, 5, 6]);
    const { subject, headers } = received[1]!.message;
    expect([subject, headers!.get('Nats-Stream'), headers!.get('Nats-Subject'), headers!.get('Nats-Sequence')]).toEqual([
      'replay.book.stubhub.0',
      'BOOKS',
      'book.stubhub.0',
      '2',
    ]);
    expect([headers!.get('Nats-Msg-Id'), new Date(headers!.get('Nats-Time-Stamp'))]).toEqual(['', await storedAt(2)]);
    expect((await tape.jsm.streams.info('BOOKS')).state.last_seq).toBe(count);
  });

  it('keeps the gaps between the messages, or shortens them', async () => {
    const lastOfPlay = async (settings: Parameters<typeof play>[0], expected: number): Promise<number> => {
      received = [];
      const beganAtMs = performance.now();
      await play(settings);
      await arrived(expected);
      return received.at(-1)!.atMs - beganAtMs;
    };
    const recordedMs = (await storedAt(count)).getTime() - (await storedAt(1)).getTime();
    const originalMs = await lastOfPlay({ speed: 'original' }, count);
    const fastMs = await lastOfPlay({ speed: { times: 5 } }, count);
    // No message comes before its time; how late one comes is the machine's business.
    expect(originalMs).toBeGreaterThanOrEqual(recordedMs - 1);
    expect(fastMs).toBeGreaterThanOrEqual(recordedMs / 5 - 1);
    expect(fastMs).toBeLessThan(originalMs);
  });

  it.each([
    ['sequences', async () => ({ from: { sequence: 2 }, to: { sequence: 4 } }), [2, 3, 4]],
    ['instants', async () => ({ from: { time: await storedAt(2) }, to: { time: await storedAt(4) } }), [2, 3, 4]],
    ['instants between messages', async () => ({ from: { time: new Date((await storedAt(2)).getTime() + 50) } }), [3, 4, 5, 6]],
    ['a subject', async () => ({ subject: 'book.*.1' }), [1, 3, 5]],
    ['sequences beyond the stream', async () => ({ from: { sequence: 5 }, to: { sequence: 99 } }), [5, 6]],
  ] as const)('can be bounded by %s', async (_, bounds, expected) => {
    expect(await play(await bounds())).toMatchObject({ messages: expected.length, finished: true });
    await arrived(expected.length);
    expect(numbers()).toEqual(expected);
  });

  it.each([
    ['the future', { from: { time: new Date('2099-01-01T00:00:00Z') } }],
    ['before the beginning', { to: { time: new Date('1999-01-01T00:00:00Z') } }],
    ['a subject nobody has', { subject: 'book.none.*' }],
  ])('of %s is empty and ends', async (_, bounds) => {
    expect(await play(bounds)).toMatchObject({ messages: 0, finished: true });
  });

  it('of an empty stream is empty', async () => expect(await play({ stream: 'ALERTS' })).toMatchObject({ messages: 0, finished: true }));

  it('ends cleanly in the middle of a gap and tells what it sent', async () => {
    const controller = new AbortController();
    const playing = play({ speed: { times: 0.05 }, signal: controller.signal });
    await arrived(1);
    controller.abort();
    expect(await playing).toEqual({ fromSequence: 1, toSequence: count, messages: 1, finished: false });
  });

  it('tells how far it is', async () => {
    const seen: unknown[] = [];
    await play({ to: { sequence: 3 }, onProgress: (progress) => seen.push(progress) });
    expect(seen).toEqual([1, 2, 3].map((messages) => ({ step: 'BOOKS', messages, total: 3 })));
  });

  it('refuses subjects that the tape stores, also those a stream was told to store by hand', async () => {
    await expect(play({ target: 'alert.>' })).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
    const { config } = await tape.jsm.streams.info('ALERTS');
    await tape.jsm.streams.update('ALERTS', { ...config, subjects: [...config.subjects, 'lab.book.>'] });
    await expect(play({ target: 'lab.>' })).rejects.toThrow('ALERTS would store');
    await tape.jsm.streams.update('ALERTS', config);
  });
});
