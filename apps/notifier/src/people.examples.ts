import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DeliveryFact, subjects, type Severity } from '@tickettape/contracts';
import { connectTape, ensureStreams, Publisher, readForward, type Tape } from '@tickettape/jetstream';
import { freshNats, until, type FreshNats } from '@tickettape/testing';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { fakeHttp, type FakeHttp } from './channels/fake-http.examples.js';
import { anAlertOpened } from './delivery/alert.examples.js';
import { startNotifier } from './start-notifier.examples.js';
import type { Person } from './people/person.js';

export let nats: FreshNats;
export let tape: Tape;
/** Everybody's webhooks, one path for each name. */
export let channels: FakeHttp;
/** What they answer with. */
export const answers = { status: 200 };
const running: NestFastifyApplication[] = [];

/** A tape, and the channels of people, of its own for the spec that calls it. */
export const servePeople = (): void => {
  beforeAll(async () => {
    nats = await freshNats();
    tape = await connectTape({ servers: nats.url, name: 'spec' });
    await ensureStreams(tape.jsm, ['CATALOG', 'BOOKS', 'WATCHES', 'ALERTS', 'DEAD']);
    channels = await fakeHttp(() => ({ status: answers.status }));
  });
  afterAll(async () => {
    await channels.stop();
    await tape.nc.close();
    await nats.stop();
  });
  beforeEach(() => {
    channels.taken.length = 0;
    answers.status = 200;
  });
  afterEach(() => Promise.all(running.splice(0).map((app) => app.close())));
};

export const start = async (env: Record<string, string> = {}): Promise<NestFastifyApplication> => {
  const app = await startNotifier({ NATS_URL: nats.url, ALLOW_PRIVATE_ADDRESSES: 'true', ...env });
  running.push(app);
  return app;
};

export const ask = async <Answer>(
  app: NestFastifyApplication,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  url: string,
  payload?: object,
) => {
  const response = await app.inject({ method, url, ...(payload && { payload }) });
  return { status: response.statusCode, body: response.json<Answer>() };
};

export const webhookOf = (name: string) => ({ channel: 'webhook', url: `${channels.url}/${name}`, secret: `${name}-secret-of-sixteen` });
export const add = async (app: NestFastifyApplication, name: string, wishes: object = {}): Promise<Person> =>
  (await ask<Person>(app, 'POST', '/admin/people', { name, addresses: [webhookOf(name)], ...wishes })).body;

/** Publishes an alert as the evaluation would; gives the id of its watch. */
export const alert = async (recipients: string[], severity: Severity = 'normal') => {
  const opened = anAlertOpened({ recipients, severity });
  await new Publisher(tape.js, tape.jsm).publish(subjects.alert(opened.data.watchId), opened);
  return opened.data.watchId;
};

export const factsOf = async (recipient: string): Promise<DeliveryFact[]> => {
  const messages = await Array.fromAsync(readForward(tape.jsm, 'ALERTS', subjects.delivery(recipient), 1));
  return messages.map((message) => DeliveryFact.parse(message.json()));
};
export const typesOf = async (recipient: string) => (await factsOf(recipient)).map(({ type }) => type);
export const isTold = (recipient: string, ...types: string[]) =>
  until(async () => (await typesOf(recipient)).toSorted().join() === types.toSorted().join(), { timeoutMs: 20_000, label: types.join() });
export const paths = () => channels.taken.map(({ url }) => url);

/** `HH:MM` in UTC, so many minutes from now. */
export const clock = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString().slice(11, 16);
