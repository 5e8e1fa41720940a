import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Kvm } from '@nats-io/kv';
import { until } from '@tickettape/testing';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proAnswers } from './system/pro-answers.js';
import { serveAnswers, type ProServer } from './system/pro-server.js';
import { serviceNames, startSystem, type System } from './system/system.js';
import { receiveTraces, type TraceReceiver } from './system/trace-receiver.js';

const events = `Event Name,Venue,City,Country,Event Date (Local),viagId,is_tracked,Time Zone
Game,Arena,Boston,United States,2099-05-29 20:30:00,5950001,TRUE,America/New_York
`;

let source: ProServer;
let traces: TraceReceiver;
let webhook: Server;
let system: System;
const told: string[] = [];

beforeAll(async () => {
  [source, traces] = await Promise.all([serveAnswers({ '5950001': proAnswers(3, 40, 8) }), receiveTraces()]);
  webhook = createServer((request, response) => {
    told.push(request.url!);
    response.writeHead(request.url!.startsWith('/planted-gone') ? 410 : 204).end();
  });
  await new Promise<void>((listening) => webhook.listen(0, '127.0.0.1', listening));
  const env = {
    OTEL_EXPORTER_OTLP_ENDPOINT: traces.url,
    OTEL_BSP_SCHEDULE_DELAY: '200',
    LOG_LEVEL: 'debug',
    ALLOW_PRIVATE_ADDRESSES: 'true',
  };
  system = await startSystem({ sheet: { events }, sourceUrl: source.url, env });
}, 90_000);
afterAll(async () => {
  await system.stop();
  webhook.closeAllConnections();
  webhook.close();
  await Promise.all([traces.stop(), source.stop()]);
});

const ask = async (method: string, path: string, body?: object) => {
  const json = body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(`${system.url('notifier')}${path}`, { method, ...json });
  return { status: response.status, body: (await response.json()) as { recipient: string } };
};

/** A watch that the next look meets. */
const watchFor = (recipient: string, name: string) =>
  ask('POST', '/admin/watches', { rule: 'get-in below 100000 USD', eventId: '5950001', name, recipients: recipient });

/** Resolves when the tables have so many rows about them. */
const rows = (
  recipient: string,
  count: number,
  of: 'messages where ended_at is not null' | "deliveries where reason = 'unknown-recipient'",
) =>
  until(async () => (await system.database.pool.query(`select 1 from ${of} and recipient = $1`, [recipient])).rowCount === count, {
    timeoutMs: 60_000,
    label: of,
  });

const filesUnder = async (folder: string): Promise<string> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return (await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'latin1').catch(() => '')))).join('\n');
};

/** Every row of every table, as text. */
const everyRow = async (): Promise<string> => {
  const { pool } = system.database;
  const { rows: tables } = await pool.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const texts = await Promise.all(
    tables.map(async ({ name }) => (await pool.query<{ text: string }>(`select t::text as text from ${name} t`)).rows),
  );
  expect(tables.length).toBeGreaterThan(10);
  return texts
    .flat()
    .map(({ text }) => text)
    .join('\n');
};

const stores = async (): Promise<Record<string, string>> => ({
  'files of NATS': await filesUnder(system.nats.folder!),
  tables: await everyRow(),
  logs: serviceNames.flatMap((name) => system.logs(name)).join('\n'),
  traces: traces.bodies().join('\n'),
});

describe('a person who is erased', () => {
  it('leaves no trace of who they were in any store: streams, buckets, tables, logs and traces', { timeout: 90_000 }, async () => {
    const url = (name: string) => `http://127.0.0.1:${(webhook.address() as AddressInfo).port}/${name}`;
    const { recipient } = (
      await ask('POST', '/admin/people', {
        name: 'Planted Surname',
        timeZone: 'Asia/Kathmandu',
        addresses: [
          { channel: 'webhook', url: url('planted-path'), secret: 'planted-secret-of-theirs' },
          { channel: 'slack', url: url('planted-gone') },
          { channel: 'email', address: 'planted@example.org' },
        ],
      })
    ).body;
    await watchFor(recipient, 'first');
    await rows(recipient, 3, 'messages where ended_at is not null');
    await ask('PATCH', `/admin/people/${recipient}`, { name: 'Planted Newname' });
    const trace = /planted|kathmandu/i;
    expect((await stores())['files of NATS']).toMatch(trace);

    expect((await ask('DELETE', `/admin/people/${recipient}`)).status).toBe(200);
    await watchFor(recipient, 'second');
    await rows(recipient, 1, "deliveries where reason = 'unknown-recipient'");
    expect(told).toEqual(expect.arrayContaining(['/planted-path', '/planted-gone']));
    for (const [store, text] of Object.entries(await stores())) expect(trace.exec(text)?.[0] ?? null, store).toBeNull();
    expect(await (await new Kvm(system.tape.nc).open('PEOPLE')).get(recipient)).toMatchObject({ operation: 'PURGE' });
  });
});
