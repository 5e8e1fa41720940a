import { Controller, Get, Module, Param, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { readConfig } from '@tickettape/config';
import { createLogger, PinoNestLogger } from '@tickettape/telemetry';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { BaseEnv, createService } from '../index.js';

@Controller('admin')
class SpecController {
  @Get('books')
  books() {
    return [];
  }

  @Post('sources/:source/pause')
  pause(@Param('source') source: string) {
    return { source };
  }
}

@Module({ controllers: [SpecController] })
class SpecModule {}

const apps: NestFastifyApplication[] = [];
afterEach(async () => void (await Promise.all(apps.splice(0).map((app) => app.close()))));

/** A service with these variables, and the lines of its log. */
const serve = async (env: NodeJS.ProcessEnv) => {
  const lines: Record<string, unknown>[] = [];
  const log = createLogger('spec', 'info', { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) });
  const app = await createService({ name: 'spec', module: SpecModule, config: readConfig(BaseEnv, env) }, new PinoNestLogger(log));
  apps.push(app);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  const ask = async (url: string, headers: Record<string, string> = {}, method: 'GET' | 'POST' = 'GET') => {
    const answer = await app.inject({ method, url, headers });
    return { status: answer.statusCode, code: answer.json<{ code?: string }>().code };
  };
  return { ask, audit: () => lines.filter(({ context }) => context === 'audit') };
};

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

describe('without a token', () => {
  it('this machine is the operator', async () => {
    const { ask } = await serve({});
    expect(await ask('/admin/sources/stubhub/pause', { host: '127.0.0.1:3000' }, 'POST')).toMatchObject({ status: 201 });
    expect(await ask('/admin/books', { host: 'localhost:3000', origin: 'http://localhost:3000' })).toMatchObject({ status: 200 });
  });

  it.each([
    ['a page elsewhere', { host: '127.0.0.1:3000', origin: 'https://attacker.example' }],
    ['a page without an origin', { host: '127.0.0.1:3000', origin: 'null' }],
    ['a form elsewhere', { host: '127.0.0.1:3000', 'sec-fetch-site': 'cross-site' }],
    ['a name that was made to point here', { host: 'attacker.example:3000' }],
  ])('%s that its owner has open is not', async (_, headers) => {
    const { ask } = await serve({});
    expect(await ask('/admin/sources/stubhub/pause', headers, 'POST')).toEqual({ status: 401, code: 'ADMIN_UNAUTHORIZED' });
  });
});

describe('limits', () => {
  it('end the guessing of tokens, and not the work of who has one', async () => {
    const { ask } = await serve({ ADMIN_TOKEN: 'a-token-of-sixteen-characters' });
    for (let guess = 0; guess < 20; guess++) expect((await ask('/admin/books', bearer(`guess ${guess}`))).status).toBe(401);
    expect(await ask('/admin/books', bearer('guess 21'))).toEqual({ status: 429, code: 'TOO_MANY_REQUESTS' });
    expect((await ask('/admin/books', bearer('a-token-of-sixteen-characters'))).status).toBe(200);
  });

  it('hold one principal to so many requests a minute', async () => {
    const { ask } = await serve({ ADMIN_REQUESTS_PER_MINUTE: '3', HOST: '127.0.0.1' });
    const local = { host: '127.0.0.1' };
    for (let request = 0; request < 3; request++) expect((await ask('/admin/books', local)).status).toBe(200);
    expect(await ask('/admin/books', local)).toEqual({ status: 429, code: 'TOO_MANY_REQUESTS' });
  });
});

describe('the audit log', () => {
  it('tells who changed what and who was refused, and no token', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tickettape-tokens-'));
    const file = join(folder, 'tokens.json');
    const sha256 = createHash('sha256').update('ann has this token').digest('hex');
    writeFileSync(file, JSON.stringify([{ name: 'ann', role: 'operator', sha256 }]));
    const { ask, audit } = await serve({ ADMIN_TOKENS_FILE: file });
    rmSync(folder, { recursive: true });

    await ask('/admin/books', bearer('ann has this token'));
    await ask('/admin/sources/stubhub/pause', bearer('ann has this token'), 'POST');
    await ask('/admin/books', bearer('not a token'));
    expect(audit()).toMatchObject([
      {
        principal: 'ann',
        role: 'operator',
        method: 'POST',
        route: '/admin/sources/:source/pause',
        params: { source: 'stubhub' },
        status: 201,
      },
      { principal: null, role: null, method: 'GET', route: '/admin/books', status: 401 },
    ]);
    for (const token of ['ann has this token', 'not a token']) expect(JSON.stringify(audit())).not.toContain(token);
  });
});

it('a file of tokens that cannot be read is named', async () => {
  await expect(serve({ ADMIN_TOKENS_FILE: '/nowhere' })).rejects.toThrow('ADMIN_TOKENS_FILE');
});
