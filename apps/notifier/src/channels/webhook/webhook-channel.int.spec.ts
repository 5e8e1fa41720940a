import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testMessage } from '../message.js';
import { WebhookChannel } from './webhook-channel.js';

type Request = { method: string | undefined; headers: IncomingHttpHeaders; body: string };

const secret = 'a-secret-of-the-spec';
let server: Server;
let address: string;
let requests: Request[];
let answer: (response: ServerResponse) => void;

beforeAll(async () => {
  server = createServer((request, response) => {
    void Array.fromAsync(request).then((chunks) => {
      requests.push({ method: request.method, headers: request.headers, body: chunks.join('') });
      answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook/planted-path-secret`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});
beforeEach(() => {
  requests = [];
});

const answers = (status: number, headers: Record<string, string> = {}) => {
  answer = (response) => response.writeHead(status, headers).end('whatever');
};
const send = (url = address, isTrusted = true) =>
  new WebhookChannel({ timeoutMs: 2_000, isTrusted: () => isTrusted }).send(testMessage('w1:1:webhook'), {
    channel: 'webhook',
    url,
    secret,
  });

describe('the webhook channel', () => {
  it('posts JSON that the receiver can verify with nothing but the secret', async () => {
    answers(204);
    await send();
    const [{ method, headers, body }] = requests as [Request];
    expect([method, headers['content-type'], headers['idempotency-key']]).toEqual(['POST', 'application/json', 'w1:1:webhook']);
    expect(JSON.parse(body)).toMatchObject({ key: 'w1:1:webhook', title: 'tickettape test message' });

    const timestamp = String(headers['tickettape-timestamp']);
    expect(Math.abs(Number(timestamp) - Date.now() / 1_000)).toBeLessThan(5);
    const expected = createHmac('sha256', secret).update(timestamp).update('.').update(body).digest('hex');
    expect(headers['tickettape-signature']).toBe(`sha256=${expected}`);
  });

  it.each([500, 502, 503, 429, 408])('may be tried again after HTTP %i', async (status) => {
    answers(status);
    await expect(send()).rejects.toMatchObject({ code: 'CHANNEL_UNAVAILABLE', kind: 'unavailable' });
  });

  it.each([
    ['7', 7_000],
    [new Date(Date.now() + 60_000).toUTCString(), expect.closeTo(60_000, -4)],
    ['soon', undefined],
  ])('passes on how long to wait: Retry-After %s', async (header, retryAfterMs) => {
    answers(429, { 'retry-after': header });
    await expect(send()).rejects.toMatchObject({ retryAfterMs });
  });

  it.each([400, 401, 404])('is refused for good by HTTP %i', async (status) => {
    answers(status);
    await expect(send()).rejects.toMatchObject({ code: 'CHANNEL_REFUSED', kind: 'invalid' });
  });

  it('will never be accepted where the receiver says so', async () => {
    answers(410);
    await expect(send()).rejects.toMatchObject({ code: 'CHANNEL_GONE', kind: 'invalid' });
  });

  it.each([
    'http://127.0.0.1',
    'http://localhost',
    'http://[::1]',
    'http://169.254.169.254',
    'http://10.0.0.1',
    'http://[::ffff:127.0.0.1]',
    'http://0.0.0.0',
    'http://2130706433',
  ])('does not go into a private network because a person says so: %s', async (origin) => {
    answers(204);
    const refused = send(`${origin}:${new URL(address).port}/planted`, false);
    await expect(refused).rejects.toMatchObject({ code: 'CHANNEL_REFUSED', message: expect.stringContaining('private network') });
    expect(requests).toEqual([]);
  });

  it('follows no redirect', async () => {
    answers(307, { location: address });
    await expect(send()).rejects.toMatchObject({ code: 'CHANNEL_REFUSED', message: expect.stringContaining('redirects are not followed') });
    expect(requests).toHaveLength(1);
  });

  it('waits no longer than it was told, for an answer or for its end', async () => {
    answer = () => undefined;
    await expect(send()).rejects.toMatchObject({ code: 'CHANNEL_UNAVAILABLE' });
    answer = (response) => void response.writeHead(200).write('a body without an end');
    await send();
  });

  it('says nothing of the address, not even when nobody listens there', async () => {
    const error: Error = await send('http://user:planted-password@127.0.0.1:9/planted-path-secret').then(
      () => new Error('it was sent'),
      (reason: Error) => reason,
    );
    expect(error).toMatchObject({ code: 'CHANNEL_UNAVAILABLE', message: expect.stringContaining('ECONNREFUSED'), cause: undefined });
    expect(`${error.stack}${JSON.stringify(error)}`).not.toContain('planted');
  });
});
