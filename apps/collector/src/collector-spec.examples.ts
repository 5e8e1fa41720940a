import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { BookFact, subjects, SweepDue, type BookKey } from '@tickettape/contracts';
import { connectTape, ensureStreams, readForward, type Tape } from '@tickettape/jetstream';
import { freshNats, until, type FreshNats } from '@tickettape/testing';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { anEvent } from './catalogue/catalogue.examples.js';
import { aCollector } from './collector.examples.js';
import { fakeSource, type FakeSource } from './fake-source.examples.js';

export let nats: FreshNats;
export let tape: Tape;
export let fake: FakeSource;
/** The event of the test that runs. */
export let key: BookKey;
let app: NestFastifyApplication | undefined;
let lastId = 1000;

export const start = async (env: Record<string, string> = {}): Promise<void> => {
  app = await aCollector({ natsUrl: nats.url, sourceUrl: fake.url, ...env });
};
export const stop = async () => {
  await app?.close();
  app = undefined;
};

/** A fresh NATS and a fake source for the file, and for each test an event of its own and no collector. */
export const useCollector = (): void => {
  beforeAll(async () => {
    nats = await freshNats();
    tape = await connectTape({ servers: nats.url, name: 'spec' });
    await ensureStreams(tape.jsm, ['CATALOG', 'BOOKS', 'SWEEPS', 'DEAD']);
    fake = await fakeSource();
  });
  afterAll(async () => {
    await tape.nc.close();
    await nats.stop();
    await fake.stop();
  });
  beforeEach(() => {
    lastId += 1;
    key = { source: 'stubhub', eventId: String(lastId) };
  });
  afterEach(async () => {
    await stop();
    for (const bucket of ['KV_SOURCES', 'KV_BUDGETS']) await tape.jsm.streams.delete(bucket).catch(() => undefined);
    await untrack(key);
  });
};

export const publish = (subject: string, body: object) => tape.js.publish(subject, JSON.stringify(body));
export const track = (told: Parameters<typeof anEvent>[1] = {}, type: Parameters<typeof anEvent>[0] = 'event.tracked.v1') =>
  publish(subjects.catalog(key), anEvent(type, { ...key, ...told }));
export const untrack = async (which: BookKey) => {
  await publish(subjects.catalog(which), anEvent('event.untracked.v1', { ...which, revision: 99 }));
  await tape.jsm.streams.purge('SWEEPS');
};

export const facts = async (which = key): Promise<BookFact[]> =>
  (await Array.fromAsync(readForward(tape.jsm, 'BOOKS', subjects.book(which), 1))).map((message) => BookFact.parse(message.json()));
export const factsUntil = (count: number, which = key) =>
  until(async () => {
    const all = await facts(which);
    return all.length >= count ? all : null;
  });
export const waiting = async (which = key): Promise<SweepDue | null> => {
  const message = await tape.jsm.direct.getMessage('SWEEPS', { last_by_subj: subjects.sweepNext(which) });
  return message && SweepDue.parse(message.json());
};
export const isTaken = async () => (await tape.jsm.direct.getMessage('SWEEPS', { last_by_subj: subjects.sweepDue(key) })) === null;
export const asked = (which = key) => fake.asked.filter(({ eventId }) => eventId === which.eventId).length;
export const call = async (method: 'GET' | 'POST', url: string, body?: object) => {
  const response = await app!.inject({ method, url, ...(body ? { payload: body } : {}) });
  return { status: response.statusCode, body: response.json<Record<string, unknown>>() };
};
