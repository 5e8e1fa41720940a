import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { BookFact, parseMinor, subjects, SweepDue, type BookKey } from '@tickettape/contracts';
import { evolve, unseenBook, type Book } from '@tickettape/book';
import { connectTape, ensureStreams, readForward, type Tape } from '@tickettape/jetstream';
import { loadBook } from '@tickettape/tape';
import { freshNats, until, type FreshNats } from '@tickettape/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anEvent } from './catalogue/catalogue.examples.js';
import { aCollector } from './collector.examples.js';
import { fakeSource, listingsBody, type FakeSource } from './fake-source.examples.js';
import { payload } from './sources/stubhub-pro/payloads.examples.js';

let nats: FreshNats;
let tape: Tape;
let fake: FakeSource;
let app: NestFastifyApplication | undefined;
let lastId = 1000;
let key: BookKey;

const start = async (env: Record<string, string> = {}) => (app = await aCollector({ natsUrl: nats.url, sourceUrl: fake.url, ...env }));
const stop = async () => {
  await app?.close();
  app = undefined;
};

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

const publish = (subject: string, body: object) => tape.js.publish(subject, JSON.stringify(body));
const track = (told: Parameters<typeof anEvent>[1] = {}, type: Parameters<typeof anEvent>[0] = 'event.tracked.v1') =>
  publish(subjects.catalog(key), anEvent(type, { ...key, ...told }));
const untrack = async (which: BookKey) => {
  await publish(subjects.catalog(which), anEvent('event.untracked.v1', { ...which, revision: 99 }));
  await tape.jsm.streams.purge('SWEEPS');
};

const facts = async (which = key): Promise<BookFact[]> =>
  (await Array.fromAsync(readForward(tape.jsm, 'BOOKS', subjects.book(which), 1))).map((message) => BookFact.parse(message.json()));
const factsUntil = (count: number, which = key) =>
  until(async () => {
    const all = await facts(which);
    return all.length >= count ? all : null;
  });
const waiting = async (which = key): Promise<SweepDue | null> => {
  const message = await tape.jsm.direct.getMessage('SWEEPS', { last_by_subj: subjects.sweepNext(which) });
  return message && SweepDue.parse(message.json());
};
const isTaken = async () => (await tape.jsm.direct.getMessage('SWEEPS', { last_by_subj: subjects.sweepDue(key) })) === null;
const asked = (which = key) => fake.asked.filter(({ eventId }) => eventId === which.eventId).length;
const call = async (method: 'GET' | 'POST', url: string, body?: object) => {
  const response = await app!.inject({ method, url, ...(body ? { payload: body } : {}) });
  return { status: response.statusCode, body: response.json<Record<string, unknown>>() };
};
const prices = (book: Book) =>
  book.status === 'seen' ? Object.fromEntries([...book.listings].map(([id, { allInPrice }]) => [id, allInPrice])) : null;
const inMinor = (page: Record<string, number | null>) =>
  Object.fromEntries(Object.entries(page).map(([id, amt]) => [id, amt === null ? null : parseMinor(String(amt), 'USD')]));

describe('a tracked event', () => {
  it('is swept soon and again and again, and every look is one message', async () => {
    fake.script(key.eventId, { body: listingsBody({ 1: 100 }) }, { body: listingsBody({ 1: 90 }) });
    await start();
    await track();
    const [first, second, third] = await factsUntil(3);
    expect([first!.type, second!.type, third!.type]).toEqual(['book.keyframed.v1', 'book.changed.v1', 'book.confirmed.v1']);
    await until(async () => (await waiting())?.reason === 'interval');
  });

  it('has after every sweep the book that was served, a null price stays null, and what is missing is gone', async () => {
    const pages = series(12);
    fake.script(key.eventId, ...(pages.map((page) => ({ body: listingsBody(page) })) as [object, ...object[]]));
    await start({ INTERVAL_SPEED: '200000' });
    await track();
    let book = unseenBook();
    for (const [index, fact] of (await factsUntil(pages.length)).slice(0, pages.length).entries()) {
      const before = prices(book);
      book = evolve(book, fact);
      expect(prices(book)).toEqual(inMinor(pages[index]!));
      if (fact.type === 'book.changed.v1') {
        expect(fact.data.gone.toSorted()).toEqual(
          Object.keys(before!)
            .filter((id) => !(id in pages[index]!))
            .toSorted(),
        );
      }
    }
  });

  it('is swept no more once it is untracked', async () => {
    await start();
    await track();
    await factsUntil(1);
    await track({ revision: 2 }, 'event.untracked.v1');
    await until(async () => (await waiting()) === null);
    const before = asked();
    await expect(call('POST', '/admin/sweeps', { eventId: key.eventId })).resolves.toMatchObject({ status: 404 });
    await publish(subjects.sweepDue(key), { ...key, dueAt: new Date().toISOString(), reason: 'interval' });
    await until(async () => (await tape.jsm.streams.info('SWEEPS')).state.messages === 0);
    expect(asked()).toBe(before);
  });

  it('is not swept once it has begun, nor at a source that is not here', async () => {
    await start();
    await track({ startsAt: '2026-01-01T00:00:00Z' });
    const elsewhere = { source: 'nowhere', eventId: key.eventId };
    await publish(subjects.catalog(elsewhere), anEvent('event.tracked.v1', elsewhere));
    await until(async () => (await tape.jsm.consumers.info('CATALOG', 'collector-catalog')).num_pending === 0);
    expect([await waiting(), await waiting(elsewhere)]).toEqual([null, null]);
  });

  it('is swept sooner when its interval becomes shorter', async () => {
    await start({ INTERVAL_SPEED: '1' });
    const far = Date.now() + 3_600_000;
    await tape.js.publish(subjects.sweepNext(key), JSON.stringify({ ...key, dueAt: new Date(far).toISOString(), reason: 'interval' }), {
      schedule: { specification: new Date(far), target: subjects.sweepDue(key) },
    });
    await track({ intervalSeconds: 60 });
    await until(async () => Date.parse((await waiting())!.dueAt) < Date.now() + 180_000);
  });
});

describe('a sweep that is delivered again', () => {
  it('makes no request and adds nothing to the book', async () => {
    fake.script(key.eventId, { body: listingsBody({ 1: 100 }) });
    await start({ INTERVAL_SPEED: '400000' });
    await track();
    await factsUntil(1);
    await stop();
    await tape.jsm.streams.purge('SWEEPS');
    const [before, requests] = [(await facts()).length, asked()];
    await start({ INTERVAL_SPEED: '1' });
    await publish(subjects.sweepDue(key), { ...key, dueAt: '2026-01-01T00:00:00.000Z', reason: 'first' });
    await until(async () => (await isTaken()) && (await waiting()));
    expect([(await facts()).length, asked()]).toEqual([before, requests]);
  });

  it('is taken by another replica when the one that held it stops', async () => {
    fake.script(key.eventId, { body: listingsBody({ 1: 100 }), delayMs: 5_000 }, { body: listingsBody({ 1: 100 }) });
    await start();
    await track();
    await until(() => asked() === 1);
    await stop();
    expect(await facts()).toEqual([]);
    await start();
    expect((await factsUntil(1))[0]).toMatchObject({ type: 'book.keyframed.v1' });
  });
});

describe('an event that fell out of the schedule', () => {
  it('is found and swept again', async () => {
    await track();
    await start();
    await factsUntil(1);
    await stop();
    await tape.jsm.streams.purge('SWEEPS');
    const before = (await facts()).length;
    await start({ INTERVAL_SPEED: '36000' });
    await factsUntil(before + 1);
  });
});

describe('a source that refuses', () => {
  it('is paused until a person resumes it, and every book says once that it is blind', async () => {
    const other = { source: 'stubhub', eventId: `${key.eventId}7` };
    fake.script(key.eventId, { body: listingsBody({ 1: 100 }) }, { body: payload('login.html') }, { body: listingsBody({ 1: 100 }) });
    fake.script(other.eventId, { body: listingsBody({ 2: 200 }) });
    await start();
    await publish(subjects.catalog(other), anEvent('event.tracked.v1', other));
    await factsUntil(1, other);
    await track();
    await until(async () => (await facts()).at(-1)?.type === 'coverage.lost.v1');
    const paused = await until(async () => {
      const { body } = await call('GET', '/admin/sources');
      const [state] = body['sources'] as { paused: boolean }[];
      return state?.paused && state;
    });
    expect(paused).toMatchObject({ source: 'stubhub', reason: 'blocked', by: 'collector', detail: 'HTTP 200: a login page' });

    await until(async () => (await facts(other)).at(-1)?.type === 'coverage.lost.v1');
    expect((await facts(other)).at(-1)).toMatchObject({ data: { reason: 'blocked', attempts: 0 } });
    expect(await call('POST', '/admin/sweeps')).toMatchObject({ status: 409, body: { code: 'SOURCE_PAUSED' } });

    await stop();
    await start();
    const [looks, requests] = [(await facts()).length + (await facts(other)).length, fake.asked.length];
    const dueAt = (await until(() => waiting()))!.dueAt;
    await until(async () => ((await waiting())?.dueAt ?? dueAt) > dueAt);
    expect([(await facts()).length + (await facts(other)).length, fake.asked.length]).toEqual([looks, requests]);

    expect(await call('POST', '/admin/sources/stubhub/resume')).toMatchObject({ status: 200, body: { paused: false, by: 'operator' } });
    await until(
      async () => (await facts()).at(-1)?.type === 'book.keyframed.v1' && (await facts(other)).at(-1)?.type !== 'coverage.lost.v1',
    );
    expect((await facts()).at(-1)).toMatchObject({ data: { delta: null } });
    await untrack(other);
  });

  it('is left alone for as long as it asks, and nothing is gone meanwhile', async () => {
    fake.script(key.eventId, { body: listingsBody({ 1: 100 }) }, { status: 429, headers: { 'retry-after': '120' } });
    await start();
    await track();
    const all = await factsUntil(2);
    expect(all[1]).toMatchObject({ type: 'coverage.lost.v1', data: { reason: 'throttled', httpStatus: 429 } });
    const next = await until(async () => {
      const due = await waiting();
      return due?.reason === 'retry-after' ? due : null;
    });
    expect(Date.parse(next.dueAt) - Date.now()).toBeGreaterThan(110_000);
    const requests = asked();
    const { body } = await call('POST', '/admin/sweeps', { eventId: key.eventId });
    expect(Date.parse((body['sweeps'] as { dueAt: string }[])[0]!.dueAt) - Date.now()).toBeGreaterThan(110_000);
    expect(asked()).toBe(requests);
  });

  it.each([
    ['unreachable', { status: 500 }],
    ['unreadable', { body: '[{"listingId":1},{"lis' }],
    ['challenged', { status: 403, body: payload('challenge.html') }],
    ['wrong-event', { status: 404 }],
  ])('with a fault ends in %s on the tape and never in gone', async (reason, answer) => {
    fake.script(key.eventId, { body: listingsBody({ 1: 100, 2: 200 }) }, answer);
    await start();
    await track();
    const all = await factsUntil(2);
    expect(all[1]).toMatchObject({ type: 'coverage.lost.v1', data: { reason } });
    expect(all.some((fact) => fact.type === 'book.changed.v1')).toBe(false);
  });

  it.each([
    ['an empty array', { body: '[]' }],
    ['missing ids', { body: '[{"section":"A"},{"listingId":1}]' }],
    ['duplicate ids', { body: '[{"listingId":1},{"listingId":1}]' }],
    ['fewer than it declares', { body: '{"listings":[{"listingId":1}],"totalCount":2}' }],
  ])('to tell all, with %s, is a partial look and nothing is gone', async (_, answer) => {
    fake.script(key.eventId, { body: listingsBody({ 1: 100, 2: 200 }) }, answer);
    await start();
    await track();
    const [, second] = await factsUntil(2);
    expect(second!.data).toMatchObject({ complete: false });
    const { book } = await loadBook(tape.jsm, key);
    expect(book.status === 'seen' && [...book.listings.keys()]).toEqual(['1', '2']);
  });

  it.each([
    ['an empty array', '[]', 'empty-answer'],
    ['a few of many listings', listingsBody({ 1: 100, 2: 100 }), 'collapsed'],
  ])('to show its book, with %s, gets a second look soon, and only when that agrees listings are gone', async (_, body, doubt) => {
    const book = { body: listingsBody(Object.fromEntries(Array.from({ length: 20 }, (__, id) => [id + 1, 100]))) };
    fake.script(key.eventId, book, { body }, book, { body }, { body });
    await start();
    await track();
    const all = await factsUntil(5);
    const said = all.map((fact) => ('complete' in fact.data ? [fact.data.complete, ...fact.data.doubts] : []));
    expect(said).toEqual([[true], [false, doubt], [true], [false, doubt], [true]]);
    expect(all.map((fact) => (fact.type === 'book.changed.v1' ? fact.data.gone.length : 0)).slice(0, 4)).toEqual([0, 0, 0, 0]);
    expect(all[4]).toMatchObject({ type: 'book.changed.v1', data: { gone: expect.arrayContaining(['3', '20']) } });
  });

  it('is looked at again soon where a second look settles a doubt', async () => {
    fake.script(key.eventId, { body: listingsBody({ 1: 100 }) }, { body: '[]' });
    await start({ INTERVAL_SPEED: '3600' });
    await track();
    await until(async () => (await waiting())?.reason === 'second-look');
  });

  it('with a book that no message can carry is blind, and nothing is cut', async () => {
    const note = 'x'.repeat(100_000);
    const page = Array.from({ length: 90 }, (__, id) => ({ listingId: id + 1, listingNotes: [note] }));
    fake.script(key.eventId, { body: JSON.stringify(page) });
    await start();
    await track();
    expect((await factsUntil(1))[0]).toMatchObject({ type: 'coverage.lost.v1', data: { reason: 'unreadable' } });
  });
});

describe('two replicas', () => {
  it('share the sweeps of many events, and every book counts its looks without a gap', async () => {
    const keys = Array.from({ length: 6 }, (_, index) => ({ source: 'stubhub', eventId: `${key.eventId}${index}` }));
    const second = await aCollector({ natsUrl: nats.url, sourceUrl: fake.url });
    await start();
    for (const each of keys) await publish(subjects.catalog(each), anEvent('event.tracked.v1', each));
    for (const each of keys) {
      const all = await factsUntil(3, each);
      expect(all.map(({ data }) => data.sequence)).toEqual(all.map((_, index) => index + 1));
    }
    await second.close();
    for (const each of keys) await untrack(each);
  });
});

describe('the switch of all sources', () => {
  it('stops every request, also after a restart, until it is turned back; a source with a pause of its own stays paused', async () => {
    fake.script(key.eventId, { body: listingsBody({ 1: 100 }) });
    await start();
    await track();
    await factsUntil(1);
    expect(await call('POST', '/admin/pause')).toMatchObject({ status: 200, body: { paused: true, reason: 'requested' } });
    await until(async () => (await facts()).at(-1)?.type === 'coverage.lost.v1');
    await stop();
    await start();
    expect(await call('GET', '/admin/sources')).toMatchObject({ body: { sources: [{ source: 'stubhub', paused: true }] } });
    const requests = asked();
    const dueAt = (await until(() => waiting()))!.dueAt;
    await until(async () => ((await waiting())?.dueAt ?? dueAt) > dueAt);
    expect(asked()).toBe(requests);

    await call('POST', '/admin/sources/stubhub/pause');
    expect(await call('POST', '/admin/resume')).toMatchObject({ status: 200, body: { paused: false } });
    expect(await call('GET', '/admin/sources')).toMatchObject({ body: { sources: [{ paused: true }] } });
    await call('POST', '/admin/sources/stubhub/resume');
    await until(async () => (await facts()).at(-1)?.type === 'book.keyframed.v1');
  });
});

describe('an event with a priority', () => {
  it('waits in the lane of its priority, and what a person wants goes with the first', async () => {
    fake.script(key.eventId, { body: listingsBody({ 1: 100 }) });
    const targetOf = async () => {
      const message = await tape.jsm.direct.getMessage('SWEEPS', { last_by_subj: subjects.sweepNext(key) });
      return message?.header.get('Nats-Schedule-Target') ?? null;
    };
    await start({ INTERVAL_SPEED: '1' });
    await track({ priority: 'low' });
    expect(await until(targetOf)).toBe(subjects.sweepDue(key, 'low'));
    await call('POST', '/admin/sweeps', { eventId: key.eventId });
    await factsUntil(1);
    expect(await until(targetOf)).toBe(subjects.sweepDue(key, 'low'));
    const { body } = await call('GET', '/admin/schedule');
    expect(body['sweeps']).toMatchObject([{ priority: 'low', tier: 'base', everySeconds: 14_400, reason: 'interval' }]);
  });
});

describe('a look that takes too long', () => {
  it('saw nothing', async () => {
    fake.script(key.eventId, { delayMs: 3_000 });
    await start({ SWEEP_TIMEOUT_SECONDS: '1' });
    await track();
    const [first] = await factsUntil(1);
    expect(first).toMatchObject({ type: 'coverage.lost.v1', data: { reason: 'unreachable', detail: 'the look took too long' } });
  });
});

describe('the endpoints for operators', () => {
  it('tell which requests were made and how the budget stands', async () => {
    fake.script(key.eventId, { body: listingsBody({ 1: 100 }) }, { status: 429, headers: { 'retry-after': '120' } });
    await start({ HOST_REQUESTS_PER_MINUTE: '6000', HOST_REQUESTS_PER_DAY: '5000' });
    await track();
    await factsUntil(2);
    const { body } = await until(async () => {
      const answer = await call('GET', `/admin/requests?eventId=${key.eventId}&last=2`);
      return (answer.body['requests'] as object[]).length === 2 ? answer : null;
    });
    expect(body['requests']).toMatchObject([
      { ...key, operation: 'listings', result: 'throttled', httpStatus: 429, retryAfterMs: 120_000 },
      { ...key, result: 'listings', httpStatus: 200, retryAfterMs: null },
    ]);
    expect(await call('GET', `/admin/requests?result=listings&eventId=${key.eventId}`)).toMatchObject({
      body: { requests: [{ httpStatus: 200 }] },
    });
    const { body: schedule } = await call('GET', '/admin/schedule');
    expect(schedule['hosts']).toMatchObject([
      { host: new URL(fake.url).host, perMinute: 6000, perDay: 5000, today: 2, granted: 2, rate: 0.5, waitsFor: 'retry-after' },
    ]);
  });

  it('show what is due when and why, and sweep at once', async () => {
    fake.script(key.eventId, { body: listingsBody({ 1: 100 }) });
    await start({ INTERVAL_SPEED: '1' });
    await track();
    const first = await until(waiting);
    expect(await call('GET', '/admin/schedule')).toMatchObject({ status: 200, body: { sweeps: [{ ...first, state: 'waiting' }] } });
    const requested = await call('POST', '/admin/sweeps', { eventId: key.eventId });
    expect(requested).toMatchObject({ status: 202, body: { sweeps: [{ ...key, reason: 'requested' }] } });
    await factsUntil(1);
    expect((await until(waiting)).reason).toBe('interval');
  });

  it('refuse what they do not know', async () => {
    await start();
    expect(await call('POST', '/admin/sweeps', { eventId: 'a b' })).toMatchObject({ status: 400 });
    expect(await call('POST', '/admin/sources/nowhere/pause')).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
  });
});

/** Pages of our own making: each changes, loses and gains listings, and some tell no price. */
const series = (length: number): Record<string, number | null>[] =>
  Array.from({ length }, (_, look) => {
    const ids = Array.from({ length: 60 - 3 * look }, (__, index) => 14_000_000_000 + index * 2 + (look > 5 && index % 5 === 0 ? 1 : 0));
    return Object.fromEntries(ids.map((id, index) => [id, index % 11 === 0 ? null : 90 + ((id + look * (index % 4)) % 50) + 0.99]));
  });
