import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { adminClient } from './admin-client.js';

const answers: Record<string, [status: number, body: string]> = {
  '/ok': [200, '{"count":1}'],
  '/ours': [409, '{"code":"SOURCE_PAUSED","message":"The source is paused: stubhub","fix":"POST /admin/sources/stubhub/resume"}'],
  '/theirs': [502, '<html>bad gateway</html>'],
  '/other': [200, '{"count":"one"}'],
};

describe('the admin client', () => {
  let server: Server;
  let url: string;
  let authorization: string | undefined;
  const Count = z.object({ count: z.int() });
  const client = () => adminClient({ name: 'collector', url, token: 'secret-of-many-letters' });

  beforeAll(async () => {
    server = createServer((request, response) => {
      authorization = request.headers.authorization;
      const [status, body] = answers[request.url ?? ''] ?? [404, ''];
      response.writeHead(status).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('asks with the token and understands the answer', async () => {
    expect(await client().get(Count, '/ok')).toEqual({ count: 1 });
    expect(authorization).toBe('Bearer secret-of-many-letters');
  });

  it('hands on an error of ours with its fix', async () => {
    await expect(client().post(Count, '/ours', {})).rejects.toMatchObject({
      code: 'SOURCE_PAUSED',
      message: 'The source is paused: stubhub',
      fix: 'POST /admin/sources/stubhub/resume',
    });
  });

  it('tells an answer of somebody else, one that was not agreed and none at all apart', async () => {
    await expect(client().get(Count, '/theirs')).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    await expect(client().get(Count, '/other')).rejects.toMatchObject({ code: 'INVARIANT_BROKEN' });
    const nobody = adminClient({ name: 'storage', url: 'http://127.0.0.1:1' });
    await expect(nobody.get(Count, '/ok')).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      message: expect.stringContaining('storage'),
    });
  });
});
