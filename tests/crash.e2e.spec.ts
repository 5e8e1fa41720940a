import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { spawnService, until, type SpawnedService } from '@tickettape/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { factsOf } from './system/facts.js';
import { startSystem, type ServiceName, type System } from './system/system.js';
import { expectTablesToEqualTape, isCaughtUp } from './system/tables.js';

let marketplace: SpawnedService;
let system: System;
const received: string[] = [];
const webhook = createServer((request, response) => {
  received.push(String(request.headers['idempotency-key']));
  request.resume();
  request.on('end', () => response.writeHead(204).end());
});

beforeAll(async () => {
  await new Promise<void>((listening) => webhook.listen(0, '127.0.0.1', listening));
  marketplace = await spawnService('marketplace', { SEED: '7', SPEED: '2000', EVENTS: '4', FAULTS: 'default' });
  const watchesCsv = (await (await fetch(`${marketplace.url}/watches.csv`)).text()).replaceAll(/\blog\b/g, 'webhook');
  const events = await (await fetch(`${marketplace.url}/sheet.csv`)).text();
  system = await startSystem({
    sheet: { events, watches: watchesCsv },
    sourceUrl: marketplace.url,
    env: { WEBHOOK_URL: `http://127.0.0.1:${(webhook.address() as AddressInfo).port}/hook`, WEBHOOK_SECRET: 'a-secret-of-this-test' },
  });
}, 180_000);
afterAll(async () => {
  await system.stop();
  await marketplace.kill9();
  webhook.closeAllConnections();
  webhook.close();
});

const looks = async () => (await system.tape.jsm.streams.info('BOOKS')).state.messages;
const goesOn = async (what: string) => {
  const before = await until(() => looks());
  await until(async () => (await looks()) >= before + 8, { timeoutMs: 40_000, label: `looks go on after ${what}` });
};

describe('a system whose processes are killed', () => {
  it('goes on after each of its services and after NATS', async () => {
    await goesOn('the start');
    for (const name of ['storage', 'collector', 'notifier', 'storage', 'sheet-sync', 'notifier'] as ServiceName[]) {
      await system.crash(name);
      await goesOn(`the end of ${name}`);
    }
    await system.nats.kill9();
    await system.nats.restart();
    await goesOn('the end of NATS');
  }, 240_000);

  it('ends with tables that equal the fold of the tape, nothing lost and nothing twice', async () => {
    expect(await system.finish('collector')).toBe(0);
    await until(() => isCaughtUp(system.tape, system.database.pool), { timeoutMs: 20_000, label: 'the tables are caught up' });
    await expectTablesToEqualTape(system.tape, system.database.pool);
    const books = await factsOf(system.tape, 'BOOKS');
    const sequences = new Map<string, number[]>();
    for (const { data } of books) sequences.set(data.eventId, [...(sequences.get(data.eventId) ?? []), data.sequence]);
    for (const counted of sequences.values()) expect(counted).toEqual(counted.map((_, index) => index + 1));
  });

  it('alerts once per episode and delivers every alert', async () => {
    const facts = await factsOf(system.tape, 'ALERTS');
    const opened = facts.filter((fact) => fact.type === 'alert.opened.v1');
    expect(opened.length).toBeGreaterThan(0);
    expect(new Set(opened.map(({ data }) => data.alertId)).size).toBe(opened.length);
    for (const watchId of new Set(opened.map(({ data }) => data.watchId))) {
      const turns = facts
        .filter((fact) => 'watchId' in fact.data && fact.data.watchId === watchId && fact.type.startsWith('alert.'))
        .map(({ type }) => type);
      expect(turns).toEqual(turns.map((_, index) => (index % 2 === 0 ? 'alert.opened.v1' : 'alert.closed.v1')));
    }
    const keys = opened.map(({ data }) => `${data.alertId}:opened:operator:webhook`);
    await until(() => keys.every((key) => received.includes(key)), { timeoutMs: 20_000, label: 'every alert is delivered' });
    const crashesOfNotifier = 2;
    expect(received.length - new Set(received).size).toBeLessThanOrEqual(crashesOfNotifier);
  });
});
