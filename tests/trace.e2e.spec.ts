import { until } from '@tickettape/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proAnswers } from './system/pro-answers.js';
import { serveAnswers, type ProServer } from './system/pro-server.js';
import { serveSheet, type SheetServer } from './system/sheet-server.js';
import { startSystem, type System } from './system/system.js';
import { ancestry, receiveTraces, type TraceReceiver } from './system/trace-receiver.js';

let source: ProServer;
let tabs: [SheetServer, SheetServer];
let traces: TraceReceiver;
let system: System;

const events = `Event Name,Venue,City,Country,Event Date (Local),viagId,is_tracked,Time Zone
Game,Arena,Boston,United States,2099-05-29 20:30:00,5950001,TRUE,America/New_York
`;
const watches = `Watch,viagId,Condition,Value,Currency,Channels
anything,5950001,get-in below,100000.00,USD,log
`;

beforeAll(async () => {
  [source, traces] = await Promise.all([serveAnswers({ '5950001': proAnswers(3, 40, 8) }), receiveTraces()]);
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: traces.url, OTEL_BSP_SCHEDULE_DELAY: '200' };
  let tracked = 'FALSE';
  tabs = await Promise.all([serveSheet(() => events.replace('TRUE', tracked)), serveSheet(() => watches)]);
  system = await startSystem({ sheet: { url: tabs[0].url, watchesUrl: tabs[1].url }, sourceUrl: source.url, env });
  // The collector follows an event from the sheet on; what stood there before it was ready it may have found by other ways.
  tracked = 'TRUE';
}, 90_000);
afterAll(async () => {
  await system.stop();
  for (const tab of tabs) tab.stop();
  await Promise.all([traces.stop(), source.stop()]);
});

const pathTo = (service: string, name: string, ...through: string[]) =>
  until(
    () => {
      const found = traces.spans().filter((span) => span.service === service && span.name === name);
      return found.map((span) => ancestry(traces.spans(), span)).find((path) => through.every((step) => path.includes(step)));
    },
    { timeoutMs: 60_000, label: `a span ${service}: ${name} under ${through.join(', ')}` },
  );

describe('one trace', { timeout: 90_000 }, () => {
  it('goes from the row of the sheet to the commit of the first look', async () => {
    const path = await pathTo('storage', 'commit', 'sheet-sync: sync sheet', 'collector: publish BOOKS');
    expect(path).toEqual(
      expect.arrayContaining(['sheet-sync: publish CATALOG', 'collector: publish SWEEPS', 'collector: sweep', 'collector: publish BOOKS']),
    );
  });

  it('goes from a due sweep to the request, the commit and the delivery', async () => {
    const delivered = await pathTo('notifier', 'deliver log', 'collector: sweep');
    expect(delivered).toEqual(expect.arrayContaining(['collector: publish BOOKS', 'notifier: evaluate', 'notifier: publish ALERTS']));
    const [request] = traces.spans().filter(({ service, name }) => service === 'collector' && name === 'GET');
    expect(ancestry(traces.spans(), request!)).toContain('collector: sweep');
  });

  it('is named in the logs of every service it passes', async () => {
    const ids = (name: 'collector' | 'notifier') =>
      new Set(system.logs(name).flatMap((line) => /"trace_id":"([0-9a-f]{32})"/.exec(line)?.[1] ?? []));
    const known = new Set(traces.spans().map(({ traceId }) => traceId));
    for (const name of ['collector', 'notifier'] as const) expect([...ids(name)].some((id) => known.has(id))).toBe(true);
  });
});
