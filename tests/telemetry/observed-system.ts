import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { freshPrometheus, spawnService, until, type FreshPrometheus, type SpawnedService } from '@tickettape/testing';
import { parse, stringify } from 'yaml';
import { serveSheet } from '../system/sheet-server.js';
import { isCaughtUp } from '../system/tables.js';
import { serviceNames, startSystem, type System } from '../system/system.js';
import { receiveTraces, type TraceReceiver } from '../system/trace-receiver.js';

export type ObservedSystem = {
  system: System;
  traces: TraceReceiver;
  prometheus: FreshPrometheus;
  market: SpawnedService;
  stop: () => Promise<void>;
};

const rules = fileURLToPath(new URL('../../deploy/prometheus/', import.meta.url));

type Config = {
  global: Record<string, string>;
  rule_files: string[];
  alerting?: object;
  scrape_configs: { job_name: string; static_configs: { targets: string[] }[] }[];
};

/** Our own configuration with the ports of this run, and quicker. */
const configFor = (system: System): string => {
  const { alerting: _nobodyListens, ...config } = parse(readFileSync(`${rules}prometheus.yaml`, 'utf8')) as Config;
  for (const scrape of config.scrape_configs)
    scrape.static_configs = [{ targets: [new URL(system.url(scrape.job_name as (typeof serviceNames)[number])).host] }];
  return stringify({
    ...config,
    global: { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '5s' },
    rule_files: [`${rules}rules/*.yaml`],
  });
};

const withoutFirstTracked = (lines: readonly string[]): string[] =>
  lines.toSpliced(
    lines.findIndex((line) => line.includes(',TRUE')),
    1,
  );

/** The four services at a simulated market, with a Prometheus that scrapes them and a receiver of their traces. */
export const startObservedSystem = async (env: NodeJS.ProcessEnv = {}): Promise<ObservedSystem> => {
  const [traces, market] = await Promise.all([
    receiveTraces(),
    spawnService('marketplace', { SEED: '7', SPEED: '720', FAULTS: 'none', EVENTS: '4' }),
  ]);
  let isWhole = false;
  const sheet = await serveSheet(async () => {
    const lines = (await (await fetch(`${market.url}/sheet.csv`)).text()).trimEnd().split('\n');
    return (isWhole ? lines : withoutFirstTracked(lines)).join('\n');
  });
  const system = await startSystem({
    sheet: { url: sheet.url, watchesUrl: `${market.url}/watches.csv` },
    sourceUrl: market.url,
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: traces.url,
      OTEL_BSP_SCHEDULE_DELAY: '200',
      SWEEP_INTERVAL_SECONDS: '1440',
      INTERVAL_SPEED: '720',
      // Limits that nothing reaches, so that there is a budget to tell of.
      HOST_REQUESTS_PER_MINUTE: '6000',
      HOST_REQUESTS_PER_DAY: '100000',
      ...env,
    },
  });
  const prometheus = await freshPrometheus(configFor(system));
  // The services follow this one from the sheet on; what stood there before they were ready they may have found by other ways.
  isWhole = true;
  const stop = async () => {
    sheet.stop();
    await prometheus.stop();
    await system.stop();
    await Promise.all([traces.stop(), market.kill9()]);
  };
  return { system, traces, prometheus, market, stop };
};

/** Lets happen what the dashboards tell of: a blind look, unreadable items, an alert, a refused request, a rebuild. */
export const provoke = async ({ system, market }: ObservedSystem): Promise<void> => {
  const count = async (sql: string) => Number((await system.database.pool.query<{ count: string }>(sql)).rows[0]!.count);
  const arm = (fault: object) =>
    fetch(`${market.url}/faults`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(fault) });
  const at = (label: string, sql: string) => until(async () => (await count(sql)) > 0, { timeoutMs: 90_000, label });

  await at('three books are seen', `select (count(*) >= 3)::int as count from books where status = 'seen'`);
  await arm({ kind: 'truncated', times: 3 });
  await arm({ kind: 'missing-fields', times: 2, after: 4 });
  await at('a look is blind', `select count(*) from sweeps where kind = 'blind'`);
  await at('a look is partial', `select count(*) from sweeps where outcome = 'partial'`);
  await at('a message is sent', `select count(*) from deliveries where status = 'sent'`);
  const post = (service: 'storage' | 'collector', path: string) => fetch(`${system.url(service)}${path}`, { method: 'POST' });
  await post('storage', '/admin/rebuild');
  await until(() => isCaughtUp(system.tape, system.database.pool), { timeoutMs: 60_000, label: 'the tables hold the tape' });
};
