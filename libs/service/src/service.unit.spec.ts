import { Body, Controller, Get, Module, Post } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { RouteConfig, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { readConfig } from '@tickettape/config';
import { AppError } from '@tickettape/errors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { BaseEnv, createService, HealthModule, needsToken } from './index.js';

const Asked = z.object({ eventId: z.string() }).meta({ id: 'Asked' });
let databaseIsUp = true;

@Controller('admin')
class SpecController {
  @Get('books')
  @ApiOkResponse({ standardSchema: Asked })
  books() {
    return { eventId: '1' };
  }

  @Get('persons')
  @RouteConfig({ role: 'operator' })
  persons() {
    return [];
  }

  @Post('sweeps')
  sweep(@Body({ schema: Asked }) asked: z.output<typeof Asked>) {
    if (asked.eventId === 'paused') throw new AppError('SOURCE_PAUSED', { detail: 'stubhub' });
    if (asked.eventId === 'bug') throw new Error('planted: inside of the service');
    return asked;
  }
}

const ping = () => (databaseIsUp ? Promise.resolve() : Promise.reject(new Error('down')));

@Module({ imports: [HealthModule.forRoot({ useFactory: () => [{ name: 'database', ping }] })], controllers: [SpecController] })
class SpecModule {}

const token = 'a-token-of-sixteen-characters';
const viewer = 'a-token-that-only-reads';
let app: NestFastifyApplication;

beforeAll(async () => {
  const config = readConfig(BaseEnv, { ADMIN_TOKEN: token, VIEWER_TOKEN: viewer, LOG_LEVEL: 'silent' });
  app = await createService({ name: 'spec', module: SpecModule, config }, false);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});
afterAll(() => app.close());

const call = async (
  method: 'GET' | 'POST',
  url: string,
  { payload, authorization = `Bearer ${token}` }: { payload?: object | string; authorization?: string } = {},
) => {
  const answer = await app.inject({
    method,
    url,
    headers: { authorization, 'content-type': 'application/json' },
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: answer.statusCode, body: answer.body, json: () => answer.json<Record<string, unknown>>() };
};

describe('admin endpoints', () => {
  it('open with the token only', async () => {
    expect((await call('GET', '/admin/books')).status).toBe(200);
    for (const authorization of ['', 'Bearer wrong', token, `bearer ${token}`, `Bearer ${token}x`]) {
      const refused = await call('GET', '/admin/books', { authorization });
      expect([refused.status, refused.json()['code']]).toEqual([401, 'ADMIN_UNAUTHORIZED']);
    }
  });

  it('let a viewer read and change nothing', async () => {
    const authorization = `Bearer ${viewer}`;
    expect((await call('GET', '/admin/books', { authorization })).status).toBe(200);
    const refused = await call('POST', '/admin/sweeps', { authorization, payload: { eventId: '1' } });
    expect([refused.status, refused.json()['code']]).toEqual([403, 'ADMIN_FORBIDDEN']);
    expect((await call('GET', '/admin/persons', { authorization })).status).toBe(403);
    expect((await call('GET', '/admin/persons')).status).toBe(200);
  });

  it('refuse a body that is too large before it is read to the end', async () => {
    expect((await call('POST', '/admin/sweeps', { payload: { eventId: 'x'.repeat(300_000) } })).status).toBe(413);
  });

  it('refuse what does not match the schema and name the field', async () => {
    const refused = await call('POST', '/admin/sweeps', { payload: { eventId: 7 } });
    expect([refused.status, refused.body]).toEqual([400, expect.stringContaining('eventId')]);
    expect((await call('POST', '/admin/sweeps', { payload: '{"half":' })).status).toBe(400);
  });

  it('answer an error with its code, its fix and the status of its kind', async () => {
    const refused = await call('POST', '/admin/sweeps', { payload: { eventId: 'paused' } });
    expect([refused.status, refused.json()]).toEqual([
      409,
      { code: 'SOURCE_PAUSED', message: 'The source is paused: stubhub', fix: expect.any(String) as string },
    ]);
  });

  it('tell nothing about the inside when it is a bug', async () => {
    const failed = await call('POST', '/admin/sweeps', { payload: { eventId: 'bug' } });
    expect([failed.status, failed.body]).toEqual([500, expect.not.stringContaining('planted')]);
  });

  it('do not exist under another name', async () => {
    expect((await call('GET', '/admin/none')).json()).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('every service', () => {
  it('is alive without its database, but not ready', async () => {
    expect((await call('GET', '/health/ready', { authorization: '' })).status).toBe(200);
    databaseIsUp = false;
    const unready = await call('GET', '/health/ready');
    expect([unready.status, unready.json()['error']]).toEqual([503, { database: { status: 'down', message: 'down' } }]);
    expect((await call('GET', '/health/live')).status).toBe(200);
    databaseIsUp = true;
  });

  it('describes its endpoints and serves its metrics without a token', async () => {
    const document = (await call('GET', '/docs-json', { authorization: '' })).json();
    expect(document).toMatchObject({ paths: { '/admin/books': {}, '/admin/sweeps': {} }, components: { schemas: { Asked: {} } } });
    expect((await call('GET', '/metrics', { authorization: '' })).body).toContain('process_cpu_user_seconds_total');
  });

  it('needs a token as soon as others can reach it', () => {
    const asked = (HOST: string, ADMIN_TOKEN?: string) => needsToken(readConfig(BaseEnv, { HOST, ADMIN_TOKEN }));
    expect(needsToken(readConfig(BaseEnv, { HOST: '0.0.0.0', VIEWER_TOKEN: viewer }))).toBe(true);
    expect([asked('127.0.0.1'), asked('0.0.0.0'), asked('0.0.0.0', token), asked('::1'), asked('10.0.0.7')]).toEqual([
      false,
      true,
      false,
      false,
      true,
    ]);
    expect(() => readConfig(BaseEnv, { ADMIN_TOKEN: 'short' })).toThrow(/ADMIN_TOKEN/);
  });
});
