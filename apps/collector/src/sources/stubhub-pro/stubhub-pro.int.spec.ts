import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fakeSource, type FakeSource, listingsBody, type Scripted } from '../../fake-source.examples.js';
import { aGate } from '../../politeness/host-gate.examples.js';
import { paceOf } from '../../politeness/pace.js';
import type { Source } from '../source.js';
import { createFeed } from './feed.js';
import { payload } from './payloads.examples.js';
import { stubHubPro } from './stubhub-pro.js';

const key = { source: 'stubhub', eventId: '42' };
const never = new AbortController().signal;
const body = listingsBody({ 1: 100, 2: 134.99 });
const ok: Scripted = { body };
let fake: FakeSource;

beforeAll(async () => {
  fake = await fakeSource();
});
afterAll(() => fake.stop());
beforeEach(() => void fake.asked.splice(0));

const source = (told: { method?: 'PUT'; speed?: number } = {}): Source =>
  stubHubPro({
    name: 'stubhub',
    host: new URL(fake.url).host,
    pace: paceOf('127.0.0.1', told.speed ?? 100_000),
    gate: aGate().gate,
    ask: createFeed({
      url: new URL(`${fake.url}/api/Listing/GetCompListingsByEventId`),
      method: told.method ?? 'GET',
      headers: { 'User-Agent': 'tickettape/0 (+someone)', cookie: 'planted-secret' },
      timeoutMs: 400,
    }),
    now: Date.now,
  });

const look = async (...answers: [Scripted, ...Scripted[]]) => {
  fake.script(key.eventId, ...answers);
  return source().look(key, { signal: never });
};

describe('a look at StubHub pro', () => {
  it('sees the listings, says who asks, and takes the time when the answer was complete', async () => {
    const startedAt = new Date().toISOString();
    const { observation, attempts } = await look({ ...ok, delayMs: 20 });
    expect(observation).toMatchObject({ kind: 'seen', received: 2, listings: [{ allInPrice: 10_000 }, { allInPrice: 13_499 }] });
    expect(observation.observedAt > startedAt && attempts === 1).toBe(true);
    expect(fake.asked).toMatchObject([{ eventId: '42', method: 'GET', headers: { 'user-agent': 'tickettape/0 (+someone)' } }]);
  });

  it('asks with PUT and an empty body where that is configured', async () => {
    fake.script(key.eventId, ok);
    await source({ method: 'PUT' }).look(key, { signal: never });
    expect(fake.asked).toMatchObject([{ method: 'PUT', headers: { 'content-length': '0' } }]);
  });

  it.each<[string, [Scripted, ...Scripted[]], string, number]>([
    ['500 for ever', [{ status: 500 }], 'unreachable', 3],
    ['a broken connection', [{ broken: 'before' }], 'unreachable', 3],
    ['an answer that breaks off', [{ ...ok, broken: 'within' }], 'unreachable', 3],
    ['an answer that is too slow', [{ ...ok, delayMs: 900 }], 'unreachable', 3],
    ['truncated JSON', [{ body: body.slice(0, 90) }], 'unreadable', 1],
    ['another type of JSON', [{ body: '{"result":"ok"}' }], 'unreadable', 1],
    ['a login page with 200', [{ body: payload('login.html') }], 'blocked', 1],
    ['403', [{ status: 403, body: '{"message":"no"}' }], 'blocked', 1],
    ['a redirect to a login page', [{ status: 302, headers: { location: '/login' } }], 'blocked', 1],
    ['a challenge page', [{ status: 403, body: payload('challenge.html') }], 'challenged', 1],
    ['404', [{ status: 404 }], 'wrong-event', 1],
    ['429 without Retry-After', [{ status: 429 }], 'throttled', 1],
    ['429 with a long Retry-After', [{ status: 429, headers: { 'retry-after': '120' } }], 'throttled', 1],
    ['429 again and again', [{ status: 429, headers: { 'retry-after': '0' } }], 'throttled', 3],
    ['503 with a long Retry-After', [{ status: 503, headers: { 'retry-after': '120' } }], 'unreachable', 1],
  ])('that meets %s is blind', async (_, answers, reason, requests) => {
    const { observation, attempts } = await look(...answers);
    expect(observation).toMatchObject({ kind: 'blind', reason, attempts: requests });
    expect([attempts, fake.asked.length]).toEqual([requests, requests]);
    expect(JSON.stringify(observation)).not.toContain('planted');
  });

  it('reads every page that is declared, and is blind where one fails', async () => {
    const [one, two] = [1, 2].map((id) => ({ body: `{"listings":${listingsBody({ [id]: 100 })},"totalCount":2,"pageCount":2}` }));
    expect(await look(one!, two!)).toMatchObject({ attempts: 2, observation: { kind: 'seen', expected: 2, received: 2, doubts: [] } });
    expect(await look(one!, { status: 403 })).toMatchObject({ attempts: 2, observation: { kind: 'blind', reason: 'blocked' } });
  });

  it('tries again after what may pass, and sees', async () => {
    const { observation, attempts } = await look({ status: 500 }, { broken: 'before' }, ok);
    expect([observation.kind, attempts]).toEqual(['seen', 3]);
  });

  it('waits two seconds, divided by the speed of simulated time, and then twice as long', async () => {
    fake.script(key.eventId, { status: 500 });
    await source({ speed: 20 }).look(key, { signal: never });
    const [first, second, third] = fake.asked.map(({ atMs }) => atMs);
    expect(second! - first!).toBeGreaterThanOrEqual(99);
    expect(third! - second!).toBeGreaterThanOrEqual(199);
  });

  it('waits for a short Retry-After, whatever the speed, and sees', async () => {
    const { observation, attempts } = await look({ status: 429, headers: { 'retry-after': '1' } }, ok);
    expect([observation.kind, attempts]).toEqual(['seen', 2]);
    expect(fake.asked[1]!.atMs - fake.asked[0]!.atMs).toBeGreaterThanOrEqual(999);
  });

  it('passes a long Retry-After on', async () => {
    expect(await look({ status: 429, headers: { 'retry-after': '120' } })).toMatchObject({ retryAfterMs: 120_000 });
  });

  it.each<[string, Scripted, object]>([
    ['fewer listings than it declares', { body: `{"listings":${body},"totalCount":9}` }, { expected: 9, doubts: ['fewer-than-declared'] }],
    ['an item without id', { body: `[{"section":"A"},${body.slice(1)}` }, { received: 3, skipped: 1, doubts: ['skipped-listings'] }],
  ])('that meets %s is in doubt', async (_, answer, expected) => {
    expect((await look(answer)).observation).toMatchObject({ kind: 'seen', ...expected });
  });

  it('that can read none of the listings is blind', async () => {
    expect((await look({ body: '[{"id":1},{"id":2}]' })).observation).toMatchObject({ kind: 'blind', reason: 'unreadable' });
  });

  it('does not read an answer without end', async () => {
    fake.script(key.eventId, { body: `[${' '.repeat(2000)}]` });
    const ask = createFeed({ url: new URL(fake.url), method: 'GET', headers: {}, maxBytes: 1000 });
    expect(await ask(key.eventId, never)).toEqual({ kind: 'failure', code: 'TOO_LARGE' });
  });

  it('is unreachable where nobody listens', async () => {
    const gone = await fakeSource();
    await gone.stop();
    const ask = createFeed({ url: new URL(gone.url), method: 'GET', headers: {} });
    expect(await ask('42', never)).toEqual({ kind: 'failure', code: 'ECONNREFUSED' });
  });

  it('ends with its signal, at once', async () => {
    fake.script(key.eventId, { status: 500 });
    const stop = new AbortController();
    const looking = source({ speed: 1 }).look(key, { signal: stop.signal });
    setTimeout(() => stop.abort(new Error('stopped')), 30);
    await expect(looking).rejects.toThrow('stopped');
  });
});
