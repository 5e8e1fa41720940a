import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { readConfig } from '@tickettape/config';
import { CatalogFact, WatchFact, type StreamName } from '@tickettape/contracts';
import { connectTape, readLast, type Tape } from '@tickettape/jetstream';
import { createService } from '@tickettape/service';
import { freshNats, type FreshNats } from '@tickettape/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SheetSyncConfig } from './config.js';
import type { Cell, Tab } from './readers/sheet.js';
import { anEvent, eventsTab } from './rows/tabs.examples.js';
import { SheetSyncModule } from './sheet-sync.module.js';
import { aWatch, watchesTab } from './watches/tabs.examples.js';

let nats: FreshNats;
let tape: Tape;
let folder: string;
let service: NestFastifyApplication;

const quoted = (cell: Cell): string => `"${String(cell ?? '').replaceAll('"', '""')}"`;
const write = (file: string, { grid }: Tab) =>
  writeFile(join(folder, file), grid.map((row) => `${row.map(quoted).join(',')}\r\n`).join(''));
const writeEvents = (...rows: ReturnType<typeof anEvent>[]) => write('events.csv', eventsTab(rows));
const writeWatches = (...rows: ReturnType<typeof aWatch>[]) => write('watches.csv', watchesTab(rows));
const events = (count: number) => Array.from({ length: count }, (_, index) => anEvent({ eventId: 1000 + index, name: `Event ${index}` }));

const manyMore = () => Array.from({ length: 20 }, (_, index) => anEvent({ eventId: 5000 + index }));

const start = async () => {
  const env = { SHEET: join(folder, 'events.csv'), NATS_URL: nats.url, SYNC_INTERVAL_SECONDS: '86400' };
  const config = readConfig(SheetSyncConfig, env);
  const app = await createService({ name: 'sheet-sync', module: SheetSyncModule.forRoot(config), config }, false);
  await app.init();
  return app;
};

type Answer = { status: number; body: Record<string, any> }; // oxlint-disable-line typescript/no-explicit-any
const ask = async (method: 'GET' | 'POST', url: string, payload?: object): Promise<Answer> => {
  const answer = await service.inject({ method, url, ...(payload ? { payload } : {}) });
  return { status: answer.statusCode, body: answer.json() };
};
const sync = () => ask('POST', '/admin/sync');
const published = async () => (await sync()).body['events']['published'];
const tracked = async () =>
  (await ask('GET', '/admin/catalogue')).body['events'].filter(({ status }: { status: string }) => status === 'tracked');
const last = (stream: StreamName) => Array.fromAsync(readLast(tape.jsm, stream, stream === 'CATALOG' ? 'catalog.>' : 'watch.>'));

beforeAll(async () => {
  nats = await freshNats();
  tape = await connectTape({ servers: nats.url, name: 'spec' });
});
afterAll(async () => {
  await tape.nc.close();
  await nats.stop();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tickettape-sheet-'));
  await writeEvents(...events(5));
  service = await start();
  await sync();
});
afterEach(async () => {
  await service.close();
  await tape.jsm.streams.delete('CATALOG');
  await tape.jsm.streams.delete('WATCHES');
  await tape.jsm.streams.delete('KV_REMOVALS');
  await rm(folder, { recursive: true });
});

describe('sheet-sync', () => {
  it('puts the sheet on the tape at its start, one fact a row, each locked to a subject that was empty', async () => {
    const messages = await last('CATALOG');
    expect(messages).toHaveLength(5);
    const [first] = messages.filter(({ subject }) => subject === 'catalog.stubhub.1000');
    const fact = CatalogFact.parse(first!.json());
    expect(fact).toMatchObject({ type: 'event.tracked.v1', data: { name: 'Event 0', startsAt: '2027-01-01T01:00:00.000Z', revision: 1 } });
    expect(first!.header.get('Nats-Msg-Id')).toBe(fact.id);
    expect(first!.header.get('Nats-Expected-Last-Subject-Sequence')).toBe('0');
  });

  it('says what changed and nothing else, also after a restart', async () => {
    expect(await published()).toEqual({});
    await writeEvents(...events(5), anEvent({ eventId: 2000, tracked: false }));
    expect(await published()).toEqual({ 'event.untracked.v1': 1 });
    await writeEvents(...events(4), anEvent({ eventId: 1004, name: 'Renamed' }), anEvent({ eventId: 2000 }));
    expect(await published()).toEqual({ 'event.revised.v1': 1, 'event.tracked.v1': 1 });
    await service.close();
    service = await start();
    expect(await published()).toEqual({});
  });

  it('tells every bad row back and follows the good ones', async () => {
    await writeEvents(...events(5), anEvent({ eventId: 'no id', date: 'soon' }), anEvent({ eventId: 3000 }));
    expect((await sync()).body).toMatchObject({
      outcome: 'synced',
      events: { rows: 7, good: 6, rejected: 1, published: { 'event.tracked.v1': 1 } },
    });
    const { body } = await ask('GET', '/admin/rejections');
    expect(body['rejections'].map(({ row, column }: { row: number; column: string }) => [row, column])).toEqual([
      [7, 'viagId'],
      [7, 'Event Date (Local)'],
    ]);
  });

  it.each([
    ['nothing', ''],
    ['a login page', '<html>Sign in</html>'],
    ['half a file', 'Event Name,Venue,City,Country,Event Date (Local),viagId,is_tracked\r\n"Event 0,Hall'],
    ['other columns', 'a,b\r\n1,2\r\n'],
  ])('untracks nothing where it reads %s', async (_, text) => {
    await writeFile(join(folder, 'events.csv'), text);
    const answer = await sync();
    expect(answer).toMatchObject({ status: 400, body: { code: 'SHEET_UNREADABLE' } });
    expect(await tracked()).toHaveLength(5);
  });

  it('untracks nothing where the file is gone, and is healthy all the same', async () => {
    await rm(join(folder, 'events.csv'));
    expect(await sync()).toMatchObject({ status: 503, body: { code: 'SHEET_UNAVAILABLE', fix: expect.any(String) } });
    expect(await tracked()).toHaveLength(5);
    expect((await ask('GET', '/health/ready')).status).toBe(200);
  });

  it('removes a row that vanished, up to a share', async () => {
    await writeEvents(...events(4));
    expect(await published()).toEqual({ 'event.untracked.v1': 1 });
    expect(await tracked()).toHaveLength(4);
  });

  it('holds a larger removal back until exactly that is confirmed', async () => {
    await writeEvents(...events(2));
    expect((await sync()).body).toMatchObject({ events: { held: 3, published: {} } });
    const { body } = await ask('GET', '/admin/removals');
    expect(body['held']).toMatchObject([
      { tab: 'Events', reason: 'too-many', of: 5, names: ['stubhub/1002', 'stubhub/1003', 'stubhub/1004'] },
    ]);
    const [{ token }] = body['held'];

    await writeEvents(...events(1));
    expect(await ask('POST', '/admin/removals/confirm', { token })).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    expect(await tracked()).toHaveLength(5);

    const now = (await ask('GET', '/admin/removals')).body['held'][0];
    expect(await ask('POST', '/admin/removals/confirm', { token })).toMatchObject({ status: 404 });
    expect(await ask('POST', '/admin/removals/confirm', { token: now.token })).toMatchObject({
      status: 200,
      body: { events: { published: { 'event.untracked.v1': 4 }, held: 0 } },
    });
    expect(await tracked()).toHaveLength(1);
    expect((await ask('GET', '/admin/removals')).body).toEqual({ held: [] });
  });

  it('goes on holding what it held, whatever is added and restarted meanwhile', async () => {
    await writeEvents(...events(3));
    expect((await sync()).body).toMatchObject({ events: { held: 2 } });
    await writeEvents(...events(3), ...manyMore());
    expect((await sync()).body).toMatchObject({ events: { held: 2, published: { 'event.tracked.v1': 20 } } });
    await service.close();
    service = await start();
    expect((await sync()).body).toMatchObject({ events: { held: 2, published: {} } });
    await writeEvents(...events(5), ...manyMore());
    expect((await sync()).body).toMatchObject({ events: { held: 0, published: {} } });
  });

  it('holds the removal of everything back where only the header is left', async () => {
    await writeEvents();
    expect((await sync()).body).toMatchObject({ events: { rows: 0, held: 5 } });
    expect((await ask('GET', '/admin/removals')).body['held']).toMatchObject([{ reason: 'empty-sheet' }]);
  });

  it('defines watches, and keeps them where their tab is broken or missing', async () => {
    await writeWatches(aWatch({ eventId: 1000 }), aWatch({ name: 'Pit', eventId: 1001, rule: 'new listing', section: 'Pit' }));
    expect((await sync()).body).toMatchObject({ watches: { good: 2, published: { 'watch.defined.v1': 2 } } });
    await writeFile(join(folder, 'watches.csv'), '<html>');
    expect((await sync()).body).toMatchObject({ outcome: 'partly', watches: null, watchesFailure: { code: 'SHEET_UNREADABLE' } });
    await rm(join(folder, 'watches.csv'));
    expect((await sync()).body).toMatchObject({ outcome: 'synced', watches: null });
    expect((await ask('GET', '/admin/catalogue')).body['watches']).toHaveLength(2);

    await writeWatches(aWatch({ eventId: 1000 }));
    await sync();
    const [{ token }] = (await ask('GET', '/admin/removals')).body['held'];
    expect((await ask('POST', '/admin/removals/confirm', { token })).body).toMatchObject({
      watches: { published: { 'watch.removed.v1': 1 } },
    });
    const facts = (await last('WATCHES')).map((message) => WatchFact.parse(message.json()).type).sort();
    expect(facts).toEqual(['watch.defined.v1', 'watch.removed.v1']);
  });

  it('decides again where another writer was faster', async () => {
    const other = await start();
    await writeEvents(...events(5).map((row) => ({ ...row, venue: 'Larger Hall' })));
    const [ours, theirs] = await Promise.all([sync(), other.inject({ method: 'POST', url: '/admin/sync' })]);
    await other.close();
    expect([ours.status, theirs.statusCode]).toEqual([200, 200]);
    const revisions = (await ask('GET', '/admin/catalogue')).body['events'].map(({ revision }: { revision: number }) => revision);
    expect(revisions).toEqual([2, 2, 2, 2, 2]);
  });

  it('writes nothing over a message it cannot read, and follows the rest', async () => {
    await tape.js.publish('catalog.stubhub.1000', '{"type":"event.tracked.v9"}');
    await writeEvents(...events(5).map((row) => ({ ...row, venue: 'Larger Hall' })));
    expect(await published()).toEqual({ 'event.revised.v1': 4 });
    expect((await ask('GET', '/admin/catalogue')).body['unreadable']).toEqual(['catalog.stubhub.1000']);
  });

  it('follows 10,000 rows', { timeout: 90_000 }, async () => {
    await writeEvents(...events(10_000));
    const { body } = await sync();
    expect(body).toMatchObject({ events: { good: 10_000, published: { 'event.tracked.v1': 9995 } } });
    expect((await sync()).body).toMatchObject({ events: { good: 10_000, published: {} } });
  });
});
