import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kvm } from '@nats-io/kv';
import { connectTape, type Tape } from '@tickettape/jetstream';
import {
  freshDatabase,
  freshNats,
  spawnService,
  until,
  type FreshDatabase,
  type FreshNats,
  type SpawnedService,
} from '@tickettape/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyAnswer } from './system/every-answer.js';
import { factsOf } from './system/facts.js';
import { proAnswers } from './system/pro-answers.js';
import { serveAnswers, type ProServer } from './system/pro-server.js';
import { startSystem, type System } from './system/system.js';
import { expectTablesToEqualTape, isCaughtUp } from './system/tables.js';
import { tape } from './system/tape-cli.js';

// The steps are those of docs/runbooks/disaster-recovery.md, with the same commands.

const answers = { '5950001': proAnswers(1, 60, 12), '9810002': proAnswers(2, 40, 12) };
const events = `viagId,Event Name,Venue,City,Country,Event Date (Local),is_tracked,Time Zone
5950001,Game 7,TD Garden,Boston,United States,2099-05-29 20:30:00,TRUE,America/New_York
9810002,Festival,Grounds,Indio,United States,2099-04-14 12:00:00,TRUE,America/Los_Angeles
`;
const watches = `Watch,viagId,Condition,Value,Currency,Channels
anything,5950001,get-in below,100000.00,USD,webhook
`;

let source: ProServer;
let system: System;
let archive: string;
let before: Record<string, string>;
let received: string[] = [];
const webhook = createServer((request, response) => {
  received.push(String(request.headers['idempotency-key']));
  request.resume().on('end', () => response.writeHead(204).end());
});
let hook: NodeJS.ProcessEnv;

beforeAll(async () => {
  archive = await mkdtemp(join(tmpdir(), 'tickettape-recovery-'));
  await new Promise<void>((listening) => webhook.listen(0, '127.0.0.1', listening));
  hook = { WEBHOOK_URL: `http://127.0.0.1:${(webhook.address() as AddressInfo).port}/hook`, WEBHOOK_SECRET: 'a-secret-of-this-test' };
  source = await serveAnswers(answers);
  system = await startSystem({ sheet: { events, watches }, sourceUrl: source.url, env: hook });
  await until(async () => (await system.tape.jsm.streams.info('BOOKS')).state.messages >= 24, { timeoutMs: 60_000, label: '24 looks' });
  await until(() => received.length > 0, { timeoutMs: 20_000, label: 'a person was told' });
  for (const name of ['sheet-sync', 'collector'] as const) await system.finish(name);
  await until(() => isCaughtUp(system.tape, system.database.pool), { timeoutMs: 20_000, label: 'the tables are caught up' });
  for (const name of ['notifier', 'storage'] as const) await system.finish(name);
  before = await everyAnswer(system.database.pool);
}, 120_000);
afterAll(async () => {
  await system.stop();
  await source.stop();
  webhook.closeAllConnections();
  webhook.close();
  await rm(archive, { recursive: true, force: true });
});

/** `createdb`, `tape init-db`, and storage on it. */
const rebuildTables = async (natsUrl: string, on: Tape): Promise<{ database: FreshDatabase; storage: SpawnedService }> => {
  const database = await freshDatabase();
  expect(await tape(['init-db'], { DATABASE_URL: database.url })).toEqual({ migrated: true });
  const storage = await spawnService('storage', { NATS_URL: natsUrl, DATABASE_URL: database.url });
  await until(() => isCaughtUp(on, database.pool), { timeoutMs: 20_000, label: 'the tables are caught up' });
  return { database, storage };
};

const restoreTape = async (): Promise<{ nats: FreshNats; restored: Tape }> => {
  const nats = await freshNats();
  expect(await tape(['import', '--from', archive], { NATS_URL: nats.url })).toMatchObject({ books: 2, mismatches: [] });
  return { nats, restored: await connectTape({ servers: nats.url, name: 'spec' }) };
};

/** `nats kv add` and `nats kv put`. */
const pauseAllSources = async ({ nc }: Tape): Promise<void> => {
  const runbook = await readFile(new URL('../docs/runbooks/disaster-recovery.md', import.meta.url), 'utf8');
  const [, key, state] = /nats kv put SOURCES (\S+) '(.+)'/.exec(runbook)!;
  await (await new Kvm(nc).create('SOURCES', { history: 8 })).put(key!, state!);
};

describe('before anything is lost', () => {
  it('the tape is exported, and the archive is checked', async () => {
    const { messages } = await tape(['export', '--to', archive], { NATS_URL: system.nats.url });
    expect(await tape(['export', '--verify', archive], {})).toMatchObject({ intact: true, messages });
    expect(Object.keys(before)).toEqual(expect.arrayContaining(['alerts', 'books', 'events', 'listing_changes', 'listings', 'sweeps']));
  });
});

describe('when the database is lost', () => {
  it('an empty one gives the same answers, from the tape alone', async () => {
    const { database, storage } = await rebuildTables(system.nats.url, system.tape);
    expect(await everyAnswer(database.pool)).toEqual(before);
    await storage.stop();
    await database.drop();
  }, 60_000);
});

describe('when the streams are lost, with the database or alone', () => {
  it('an import brings equal digests and the same answers, tells nobody, and everything goes on', async () => {
    received = [];
    const { nats, restored } = await restoreTape();
    const { database, storage } = await rebuildTables(nats.url, restored);
    expect(await everyAnswer(database.pool)).toEqual(before);
    await expectTablesToEqualTape(restored, database.pool);

    await pauseAllSources(restored);
    const settings = { NATS_URL: nats.url, SOURCE_URL: source.url, SWEEP_INTERVAL_SECONDS: '1', INTERVAL_SPEED: '3', ...hook };
    const [notifier, collector] = await Promise.all([spawnService('notifier', settings), spawnService('collector', settings)]);
    const looks = (await factsOf(restored, 'BOOKS')).length;
    expect(await (await fetch(`${collector.url}/admin/sources`)).json()).toMatchObject({
      sources: [{ source: 'stubhub', paused: true, detail: 'disaster recovery' }],
    });
    expect(await tape(['source', 'resume', '--all', '--collector-url', collector.url], {})).toMatchObject({ paused: false });
    await until(async () => (await factsOf(restored, 'BOOKS')).length >= looks + 4, { timeoutMs: 30_000, label: 'looks go on' });
    await collector.stop();
    await until(() => isCaughtUp(restored, database.pool), { timeoutMs: 20_000, label: 'the tables are caught up' });
    await expectTablesToEqualTape(restored, database.pool);
    expect(received).toEqual([]);

    await Promise.all([notifier.stop(), storage.stop()]);
    await restored.nc.close();
    await Promise.all([database.drop(), nats.stop()]);
  }, 120_000);

  it('a database of the lost tape is noticed and left alone, until somebody builds and switches', async () => {
    const { nats, restored } = await restoreTape();
    const storage = await spawnService('storage', { NATS_URL: nats.url, DATABASE_URL: system.database.url }, 'live');
    const problems = async () => {
      const projections = (await (await fetch(`${storage.url}/admin/projections`)).json()) as { problem: { code: string } | null }[];
      return projections.map(({ problem }) => problem?.code);
    };
    await until(async () => (await problems()).every((code) => code === 'STREAM_CHANGED'), { timeoutMs: 20_000 });
    expect(await everyAnswer(system.database.pool)).toEqual(before);
    const at = ['--storage-url', storage.url];
    await tape(['projections', 'rebuild', ...at], {});
    await tape(['projections', 'switch', '--accept', 'other-stream', ...at], {});
    await until(async () => (await problems()).every((code) => code === undefined), { timeoutMs: 20_000 });
    expect(await tape(['verify', ...at], {})).toMatchObject({ mismatches: 0 });
    expect(await everyAnswer(system.database.pool)).toEqual(before);
    await storage.kill9();
    await restored.nc.close();
    await nats.stop();
  }, 60_000);
});
