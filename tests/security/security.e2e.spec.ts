import { streamSubjects } from '@tickettape/contracts';
import { until } from '@tickettape/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proAnswers } from '../system/pro-answers.js';
import { serveAnswers, type ProServer } from '../system/pro-server.js';
import { serviceNames, startSystem, type ServiceName, type System } from '../system/system.js';
import { expectTablesToEqualTape, isCaughtUp } from '../system/tables.js';
import { receiveTraces, type TraceReceiver } from '../system/trace-receiver.js';
import { hostileRequest, hostileText } from './hostile.js';
import { operationsOf, type Operation } from './operations.js';
import { everythingTold } from './everything-told.js';

/** Requests for each endpoint and messages for each stream; `FUZZ_RUNS=1000` looks harder. */
const runs = Number(process.env['FUZZ_RUNS'] ?? 12);

/** Every secret and everything about a person that a service can be given. */
const planted = {
  ADMIN_TOKEN: 'planted-admin-token-0001',
  VIEWER_TOKEN: 'planted-viewer-token-0002',
  WEBHOOK_SECRET: 'planted-webhook-secret-0003',
  TELEGRAM_BOT_TOKEN: '123456:planted-bot-token-0004',
  TELEGRAM_CHAT_ID: '987650005',
};

const events = `Event Name,Venue,City,Country,Event Date (Local),viagId,is_tracked,Time Zone
Game,Arena,Boston,United States,2099-05-29 20:30:00,5950001,TRUE,America/New_York
`;
const watches = `Watch,viagId,Condition,Value,Currency,Channels
anything,5950001,get-in below,100000.00,USD,log; webhook; telegram
`;

let source: ProServer;
let traces: TraceReceiver;
let system: System;

beforeAll(async () => {
  [source, traces] = await Promise.all([serveAnswers({ '5950001': proAnswers(3, 40, 8) }), receiveTraces()]);
  const nowhere = { WEBHOOK_URL: `${source.url}/hook`, TELEGRAM_API_ROOT: source.url };
  const telemetry = { LOG_LEVEL: 'trace', OTEL_EXPORTER_OTLP_ENDPOINT: traces.url, OTEL_BSP_SCHEDULE_DELAY: '200' };
  const env = { ...planted, ...nowhere, ...telemetry, ADMIN_REQUESTS_PER_MINUTE: '1000000' };
  system = await startSystem({ sheet: { events, watches }, sourceUrl: source.url, env });
}, 180_000);
afterAll(async () => {
  await system.stop();
  await Promise.all([traces.stop(), source.stop()]);
});

const isReady = async (name: (typeof serviceNames)[number]) => (await fetch(`${system.url(name)}/health/ready`)).ok;

describe('whatever is asked under /admin', () => {
  it.each(serviceNames)('%s answers it, and never with a failure of its own', async (service) => {
    const operations = await operationsOf(service, system.url(service));
    expect(operations.length).toBeGreaterThan(1);
    for (const operation of operations) await askEverything(operation);
    expect(await isReady(service)).toBe(true);
  }, 120_000); // prettier-ignore
});

const askEverything = (operation: Operation): Promise<void> =>
  fc.assert(
    fc.asyncProperty(hostileRequest(operation), async ({ path, body, contentType }) => {
      const headers = { authorization: `Bearer ${planted.ADMIN_TOKEN}`, ...(body !== undefined && { 'content-type': contentType }) };
      const { method, service } = operation;
      const answer = await fetch(`${system.url(service as ServiceName)}${path}`, {
        method,
        headers,
        signal: AbortSignal.timeout(20_000),
        ...(body !== undefined && { body }),
      });
      await answer.text();
      expect([describing(operation), answer.status]).not.toEqual([describing(operation), 500]);
    }),
    { numRuns: hasChoice(operation) ? runs : 1 },
  );

/** Where nothing of a request can be chosen, one says as much as many. */
const hasChoice = ({ path, queries, hasBody }: Operation): boolean => path.includes('{') || queries.length > 0 || hasBody;

const describing = ({ service, method, path }: Operation): string => `${service} ${method} ${path}`;

describe('secrets and what concerns persons', () => {
  it('stand in no log, span, metric, stream, bucket or table', async () => {
    const spans = () => traces.bodies().join('\n');
    await until(() => ['deliver webhook', 'deliver telegram'].every((name) => spans().includes(name)), { timeoutMs: 30_000 });
    const told = await everythingTold(system, traces.bodies());
    for (const place of ['logs', 'spans', 'metrics', 'streams', 'tables'] as const) expect(told[place].length).toBeGreaterThan(1_000);
    for (const [place, text] of Object.entries(told))
      for (const [name, value] of Object.entries(planted))
        expect({ place, name, found: text.includes(value) }).toMatchObject({ found: false });
  }, 60_000);
});

describe('whatever stands on the tape', () => {
  it('every service lives, and tables equal the tape', async () => {
    const subjects = Object.values(streamSubjects).flat();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...subjects), fc.constantFrom('5950001', 'fuzz'), hostileBody(), async (pattern, event, body) => {
        await system.tape.js.publish(subjectOf(pattern, event), body);
      }),
      { numRuns: runs * 4 },
    );
    for (const service of serviceNames) expect(await isReady(service)).toBe(true);
    expect(await system.finish('collector')).toBe(0);
    await until(() => isCaughtUp(system.tape, system.database.pool), { timeoutMs: 30_000 });
    await expectTablesToEqualTape(system.tape, system.database.pool);
  }, 90_000);
});

const subjectOf = (pattern: string, event: string): string => pattern.replace('*.*', `stubhub.${event}`).replace('*', 'fuzz');

/** Bytes, JSON, and envelopes of known facts with anything inside. */
const hostileBody = (): fc.Arbitrary<Uint8Array> =>
  fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.oneof(fc.jsonValue(), hostileText).map((value) => Buffer.from(JSON.stringify(value))),
    fc
      .tuple(fc.constantFrom('book.keyframed.v1', 'book.changed.v1', 'watch.defined.v1', 'alert.opened.v1', 'event.tracked.v1'), fc.jsonValue())
      .map(([type, data]) => Buffer.from(JSON.stringify({ specversion: '1.0', id: 'fuzz', source: '/fuzz', type, time: '2026-01-01T00:00:00Z', data }))),
  ); // prettier-ignore
