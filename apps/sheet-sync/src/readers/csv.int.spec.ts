import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvSheet } from './csv-sheet.js';

const never = new AbortController().signal;
const table = 'a,b\r\n1,2\r\n';
const grid = [
  ['a', 'b'],
  ['1', '2'],
];

describe('an address of CSV', () => {
  const answers: Record<string, RequestListener> = {
    '/sheet.csv': (_request, response) => response.writeHead(200, { 'content-type': 'text/csv' }).end(table),
    '/watches.csv': (_request, response) => response.end('name\nx\n'),
    '/moved': (_request, response) => response.writeHead(307, { location: '/sheet.csv' }).end(),
    '/login': (_request, response) => response.writeHead(302, { location: 'https://accounts.google.com/ServiceLogin' }).end(),
    '/elsewhere': (_request, response) => response.writeHead(302, { location: 'http://localhost:1/sheet.csv' }).end(),
    '/around': (_request, response) => response.writeHead(302, { location: '/around' }).end(),
    '/page': (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>'),
    '/hidden-page': (_request, response) => response.writeHead(200, { 'content-type': 'text/csv' }).end('<!doctype html>Sign in'),
    '/empty': (_request, response) => response.end(''),
    '/half': (_request, response) => response.end('a,b\r\n1,"half'),
    '/cut': (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/csv', 'content-length': '1000' });
      response.write(table, () => response.destroy());
    },
    '/cut-chunks': (_request, response) => response.write(table, () => response.destroy()),
    '/flood': (_request, response) => {
      const flow = () => void (response.destroyed || response.write('x'.repeat(1_000_000), flow));
      flow();
    },
    '/busy': (_request, response) => response.writeHead(429, { 'retry-after': '120' }).end(),
    '/forbidden': (_request, response) => response.writeHead(403).end('no'),
    '/broken': (_request, response) => response.writeHead(500).end('oops'),
    '/silent': () => undefined,
  };
  const http = createServer((request, response) => answers[request.url!.split('?')[0]!]!(request, response));
  let root: string;
  beforeAll(async () => {
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    root = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    http.closeAllConnections();
    http.close();
  });
  const read = (path: string, signal = never) => csvSheet(`${root}${path}`, undefined).read(signal);

  it('is a tab, and says nothing of watches unless they have an address too', async () => {
    await expect(read('/sheet.csv')).resolves.toEqual({ events: { grid, endsOpen: false }, watches: { state: 'absent' } });
    const both = csvSheet(`${root}/sheet.csv`, `${root}/watches.csv`);
    await expect(both.read(never)).resolves.toMatchObject({ watches: { state: 'read', tab: { grid: [['name'], ['x']] } } });
  });

  it('may be redirected on its own host', async () => expect((await read('/moved')).events.grid).toEqual(grid));

  it.each([
    ['/login', /redirects to accounts.google.com, probably to a login page/],
    ['/elsewhere', /redirects to localhost/],
    ['/around', /redirects more than 5 times/],
    ['/page', /HTML, such as a login page/],
    ['/hidden-page', /HTML or XML, such as a login page/],
    ['/empty', /it is empty/],
    ['/half', /only a part of a sheet/],
    ['/flood', /gives more than 16777216 bytes/],
  ])('%s is refused', async (path, message) => {
    await expect(read(path)).rejects.toMatchObject({ code: 'SHEET_UNREADABLE', message: expect.stringMatching(message) });
  });

  it.each([
    ['/cut', /broke off/],
    ['/cut-chunks', /broke off/],
    ['/forbidden', /HTTP 403/],
    ['/broken', /HTTP 500/],
  ])('%s may be better next time', async (path, message) => {
    await expect(read(path)).rejects.toMatchObject({ code: 'SHEET_UNAVAILABLE', message: expect.stringMatching(message) });
  });

  it('is left alone for as long as it says', async () => {
    const error = (await read('/busy').catch((failure: unknown) => failure)) as { retryAt: Date };
    expect(error.retryAt.getTime() - Date.now()).toBeGreaterThan(110_000);
  });

  it('is not waited for longer than the service lives', async () => {
    await expect(read('/silent', AbortSignal.timeout(100))).rejects.toMatchObject({ code: 'SHEET_UNAVAILABLE' });
  });

  it('is named by its host alone in what is printed', async () => {
    const error = await read('/forbidden?key=secret').catch((failure: unknown) => failure as Error);
    expect(String((error as Error).stack)).not.toContain('secret');
    await expect(csvSheet('http://127.0.0.1:1/x?key=secret', undefined).read(never)).rejects.toThrow(
      /127.0.0.1 does not answer \(ECONNREFUSED\)/,
    );
  });

  it('of broken watches does not take the events with it', async () => {
    const sheet = await csvSheet(`${root}/sheet.csv`, `${root}/page`).read(never);
    expect(sheet).toMatchObject({ events: { grid }, watches: { state: 'refused', error: { code: 'SHEET_UNREADABLE' } } });
  });
});

describe('a CSV file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tickettape-sheet-'));
    await writeFile(join(folder, 'events.csv'), `\ufeff${table}`);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('has its watches beside it, or none', async () => {
    const sheet = csvSheet(join(folder, 'events.csv'), undefined);
    await expect(sheet.read(never)).resolves.toEqual({ events: { grid, endsOpen: false }, watches: { state: 'absent' } });
    await writeFile(join(folder, 'watches.csv'), 'name\nx\n');
    await expect(sheet.read(never)).resolves.toMatchObject({ watches: { state: 'read' } });
    await writeFile(join(folder, 'watches.csv'), '');
    await expect(sheet.read(never)).resolves.toMatchObject({ watches: { state: 'refused' } });
  });

  it('that is not there may come, and watches that were named must be there', async () => {
    await expect(csvSheet(join(folder, 'none.csv'), undefined).read(never)).rejects.toMatchObject({
      code: 'SHEET_UNAVAILABLE',
      message: expect.stringMatching(/there is no file .*none\.csv/),
    });
    const sheet = await csvSheet(join(folder, 'events.csv'), join(folder, 'none.csv')).read(never);
    expect(sheet.watches).toMatchObject({ state: 'refused', error: { code: 'SHEET_UNAVAILABLE' } });
  });

  it('may not be a folder', async () => {
    await expect(csvSheet(folder, undefined).read(never)).rejects.toMatchObject({ code: 'SHEET_UNAVAILABLE' });
  });
});
