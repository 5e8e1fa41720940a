import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aGate } from '../../politeness/host-gate.examples.js';
import { paceOf } from '../../politeness/pace.js';
import type { Source } from '../source.js';
import { createFeed } from './feed.js';
import { payload } from './payloads.examples.js';
import { stubHubCatalog } from './stubhub-catalog.js';

const key = { source: 'own', eventId: '42' };
const never = new AbortController().signal;

/** Speaks the documented protocol: grants tokens for the right credentials, and shows pages to whoever has one that is in force. */
const script = { tokens: 0, inForce: '', lifeSeconds: 3600, credentials: true, answer: null as { status: number; body: string } | null };
const asked: string[] = [];
const handle = async (request: IncomingMessage, response: ServerResponse) => {
  const url = new URL(request.url!, 'http://api');
  const body = (await Array.fromAsync(request as AsyncIterable<Buffer>)).join('');
  asked.push(`${request.method} ${url.pathname}${url.searchParams.get('page') ?? ''}`);
  const answer = (status: number, json: object | string) =>
    response.writeHead(status, { 'content-type': 'application/hal+json' }).end(typeof json === 'string' ? json : JSON.stringify(json));
  if (url.pathname === '/oauth2/token') {
    const isRight = request.headers.authorization === `Basic ${Buffer.from('me:planted-secret').toString('base64')}` && script.credentials;
    if (!isRight || !body.includes('grant_type=client_credentials')) return answer(401, { error: 'invalid_client' });
    script.inForce = `token-${(script.tokens += 1)}`;
    return answer(200, {
      access_token: script.inForce,
      token_type: 'Bearer',
      expires_in: script.lifeSeconds,
      scope: 'read:sellerlistings',
    });
  }
  if (request.headers.authorization !== `Bearer ${script.inForce}`)
    return answer(401, { code: null, message: 'Authentication credentials were missing or incorrect.' });
  if (script.answer) return answer(script.answer.status, script.answer.body);
  return answer(200, payload(`page-${url.searchParams.get('page')}.json`));
};
const server = createServer((request, response) => void handle(request, response));
let origin: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});
beforeEach(() => {
  Object.assign(script, { tokens: 0, inForce: '', lifeSeconds: 3600, credentials: true, answer: null });
  asked.length = 0;
});

const source = (now: () => number = Date.now): Source =>
  stubHubCatalog({
    name: 'own',
    host: new URL(origin).host,
    pace: paceOf('127.0.0.1', 100_000),
    gate: aGate().gate,
    ask: createFeed({ headers: { 'User-Agent': 'tickettape/0 (+someone)' } }),
    now,
    url: new URL(`${origin}/v2/sellerlistings`),
    tokenUrl: new URL(`${origin}/oauth2/token`),
    clientId: 'me',
    clientSecret: 'planted-secret',
  });
const look = (of = source(), eventId = '42') => of.look({ ...key, eventId }, { signal: never });

describe('a look at the documented API', () => {
  it('gets a token, reads every page and knows that it has all', async () => {
    const { observation, attempts, bodies } = await look();
    expect(observation).toMatchObject({ kind: 'seen', received: 3, expected: 3, skipped: 0, doubts: [] });
    expect([asked, attempts, bodies?.length]).toEqual([['POST /oauth2/token', 'GET /v2/sellerlistings1', 'GET /v2/sellerlistings2'], 2, 2]);
  });

  it('reads kept pages again as the look read them', async () => {
    const of = source();
    const { observation, bodies } = await look(of);
    expect(of.read(key, bodies!, observation.observedAt).observation).toEqual(observation);
  });

  it('uses one token for all looks until it ends, however many begin at once', async () => {
    let nowMs = Date.now();
    const of = source(() => nowMs);
    await Promise.all([look(of), look(of), look(of)]);
    await look(of);
    expect(script.tokens).toBe(1);
    nowMs += 3_300_000;
    await look(of);
    expect(script.tokens).toBe(2);
  });

  it('gets a new token once where the old one is not taken any more', async () => {
    const of = source();
    await look(of);
    script.inForce = 'revoked';
    expect((await look(of)).observation.kind).toBe('seen');
    expect(script.tokens).toBe(2);
  });

  it('with the wrong credentials is blocked, and says nothing of them', async () => {
    script.credentials = false;
    const { observation } = await look();
    expect(observation).toMatchObject({ kind: 'blind', reason: 'blocked', httpStatus: 401 });
    expect(JSON.stringify(observation)).not.toContain('planted');
  });

  it.each([
    ['an event it does not know', { status: 404, body: '{}' }, 'wrong-event'],
    ['a scope that is missing', { status: 403, body: '{"code":"insufficient_scope"}' }, 'blocked'],
    ['too many requests', { status: 429, body: '' }, 'throttled'],
    ['half a page', { status: 200, body: '{"total_items":3,"_embedded":{' }, 'unreadable'],
    [
      'listings of another event',
      { status: 200, body: '{"total_items":1,"_embedded":{"items":[{"id":1,"_embedded":{"event":{"id":7}}}]}}' },
      'wrong-event',
    ],
    [
      'a next page elsewhere',
      { status: 200, body: '{"total_items":1,"_embedded":{"items":[{"id":1}]},"_links":{"next":{"href":"https://example.com/"}}}' },
      'unreadable',
    ],
  ])('that meets %s is blind', async (_, answer, reason) => {
    script.answer = answer;
    expect((await look()).observation).toMatchObject({ kind: 'blind', reason });
  });

  it('that gets fewer listings than are declared is partial', async () => {
    script.answer = { status: 200, body: '{"total_items":5,"_embedded":{"items":[{"id":1}]}}' };
    expect((await look()).observation).toMatchObject({ kind: 'seen', expected: 5, doubts: ['fewer-than-declared'] });
  });

  it('at an id that is none of this API makes no request', async () => {
    expect((await look(source(), '3000000000')).observation).toMatchObject({ reason: 'wrong-event', attempts: 0 });
    expect(asked).toEqual([]);
  });
});
