import { subjects, tapeHeaders } from '@tickettape/contracts';
import { connectTape, ensureStreams, type Tape } from '@tickettape/jetstream';
import { freshNats, type FreshNats, until } from '@tickettape/testing';
import { headers } from '@nats-io/transport-node';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anEvent } from '../catalogue/catalogue.examples.js';
import { aCollector } from '../collector.examples.js';
import { fakeSource, type FakeSource, listingsBody } from '../fake-source.examples.js';

const key = { source: 'stubhub', eventId: '71' };
let nats: FreshNats;
let tape: Tape;
let fake: FakeSource;
let app: NestFastifyApplication;

beforeAll(async () => {
  nats = await freshNats();
  tape = await connectTape({ servers: nats.url, name: 'spec' });
  await ensureStreams(tape.jsm, ['CATALOG', 'BOOKS']);
  fake = await fakeSource();
  fake.script(key.eventId, { body: listingsBody({ 1: 100, 2: 200 }) }, { body: listingsBody({ 1: 100 }) });
  app = await aCollector({ natsUrl: nats.url, sourceUrl: fake.url });
  await tape.js.publish(subjects.catalog(key), JSON.stringify(anEvent('event.tracked.v1', key)));
});
afterAll(async () => {
  await app.close();
  await tape.nc.close();
  await nats.stop();
  await fake.stop();
});

const kept = async () => (await tape.jsm.streams.info('ANSWERS')).state.messages;
const reparse = async (query = '') => (await app.inject({ method: 'GET', url: `/admin/reparse${query}` })).json<object>();

describe('answers that were kept', () => {
  it('are one for each different answer, and are read again as they were', async () => {
    await until(async () => (await tape.jsm.streams.info('BOOKS')).state.messages >= 4);
    expect(await kept()).toBe(2);
    expect(await reparse()).toEqual({ read: 2, different: 0, differences: [] });
  });

  it('show what the present mapper reads otherwise, beside the book of their look', async () => {
    const carrier = headers();
    carrier.set(tapeHeaders.look, '1');
    await tape.js.publish(subjects.answer(key), listingsBody({ 1: 90, 3: 300 }), { headers: carrier });
    expect(await reparse(`?eventId=${key.eventId}`)).toMatchObject({
      read: 3,
      different: 1,
      differences: [
        {
          sequence: 1,
          was: 'complete',
          now: 'seen',
          appeared: { count: 1, ids: ['3'] },
          changed: { count: 1, ids: ['1'] },
          missing: { count: 1, ids: ['2'] },
        },
      ],
    });
  });

  it('are found by source, event and time', async () => {
    expect(await reparse('?eventId=72')).toMatchObject({ read: 0 });
    expect(await reparse('?source=stubhub&since=2026-01-01T00:00:00Z')).toMatchObject({ read: 3 });
    expect(await reparse('?since=2099-01-01T00:00:00Z')).toMatchObject({ read: 0 });
  });
});
