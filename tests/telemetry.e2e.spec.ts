import { metricDeclarations, type MetricName } from '@tickettape/telemetry';
import { until } from '@tickettape/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dashboards } from '../deploy/grafana/src/index.js';
import { ruleGroups } from '../deploy/prometheus/src/rule-files.js';
import { serviceNames } from './system/system.js';
import { edges } from './telemetry/edges.js';
import { expandPromql, expandSql } from './telemetry/grafana-macros.js';
import { provoke, startObservedSystem, type ObservedSystem } from './telemetry/observed-system.js';
import { metricsIn } from './telemetry/promql.js';
import { unprovoked } from './telemetry/unprovoked.js';

let observed: ObservedSystem;
beforeAll(async () => {
  observed = await startObservedSystem();
  await provoke(observed);
  // Longer than the slowest report takes, which comes every ten seconds.
  await until(async () => (await observed.prometheus.query('count_over_time(books[2m]) >= 15')).length > 0, {
    timeoutMs: 120_000,
    label: 'Prometheus has seen enough',
  });
}, 420_000);
afterAll(() => observed.stop());

const namesOf = (name: MetricName): string => (metricDeclarations[name].type === 'histogram' ? `${name}_bucket` : name);
const labelsOf = (name: MetricName): readonly string[] => {
  const declaration = metricDeclarations[name];
  return 'labels' in declaration ? declaration.labels : [];
};
const own = new Set(['__name__', 'job', 'instance', 'le']);

describe('Prometheus', () => {
  it('has every declared metric with its labels and no other', async () => {
    const names = (Object.keys(metricDeclarations) as MetricName[]).filter((name) => !(name in unprovoked));
    const found = await Promise.all(
      names.map(async (name) => {
        // A scrape that came too late for a busy machine would make an instant look empty.
        const series = await observed.prometheus.query(`last_over_time(${namesOf(name)}[1m])`);
        const labels = new Set(series.flatMap(({ metric }) => Object.keys(metric)).filter((label) => !own.has(label)));
        return [name, series.length > 0 ? [...labels].toSorted() : 'is not there'];
      }),
    );
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(names.map((name) => [name, [...labelsOf(name)].toSorted()])));
  });

  it('holds few series, and none with an event, a listing or a person in it', async () => {
    for (const { metric, value } of await observed.prometheus.query('count by (job) ({job!=""})')) {
      expect([metric['job'], Number(value[1])]).toEqual([metric['job'], expect.closeTo(0, -3.9)]);
    }
    const { rows } = await observed.system.database.pool.query<{ id: string }>(
      'select viagogo_id as id from events union select listing_id from listings',
    );
    const ids = new Set(rows.map(({ id }) => id));
    const series = await observed.prometheus.query('{job!=""}');
    expect(series.filter(({ metric }) => Object.values(metric).some((value) => ids.has(value)))).toEqual([]);
  });

  it('leads from a slow bucket to the trace behind it', async () => {
    type Exemplars = { exemplars: { labels: { trace_id?: string } }[] }[];
    const end = String(Date.now() / 1000);
    const traceIds = new Set(observed.traces.spans().map(({ traceId }) => traceId));
    for (const name of [
      'projection_freshness_seconds_bucket',
      'consumer_handle_seconds_bucket',
      'sweep_seconds_bucket',
      'alert_delivery_seconds_bucket',
    ]) {
      const query = { query: name, start: String(Number(end) - 600), end };
      const found = await observed.prometheus.get<Exemplars>('/api/v1/query_exemplars', query);
      const ids = found.flatMap(({ exemplars }) => exemplars.flatMap(({ labels }) => labels.trace_id ?? []));
      expect([name, ids.some((id) => traceIds.has(id))]).toEqual([name, true]);
    }
  });

  it('evaluates every rule, and nothing fires that should not', async () => {
    type Rules = {
      groups: { rules: { name: string; health: string; lastError?: string; state?: string; labels?: { severity?: string } }[] }[];
    };
    const rules = await until(
      async () => {
        const all = (await observed.prometheus.get<Rules>('/api/v1/rules')).groups.flatMap((group) => group.rules);
        return all.every(({ health }) => health !== 'unknown') ? all : null;
      },
      { timeoutMs: 60_000, label: 'all rules were evaluated' },
    );
    expect(rules.filter(({ health }) => health !== 'ok')).toEqual([]);
    const firing = rules.filter(({ state, labels }) => state === 'firing' && labels?.severity === 'critical').map(({ name }) => name);
    expect(firing).toEqual([]);
  });
});

const panels = dashboards.flatMap(({ title, rows }) => rows.flatMap((row) => row.panels.map((panel) => ({ dashboard: title, ...panel }))));
const expressions = [
  ...ruleGroups().flatMap(({ rules }) => rules.map(({ expr }) => expr)),
  ...panels.flatMap(({ queries }) => queries.flatMap((query) => ('promql' in query ? [query.promql] : []))),
];

describe('every name in rules and dashboards', () => {
  it('is in a scrape, or is what a rule records', async () => {
    const metadata = await observed.prometheus.get<Record<string, object>>('/api/v1/metadata');
    const records = ruleGroups().flatMap(({ rules }) => rules.flatMap((rule) => ('record' in rule ? [rule.record] : [])));
    const known = new Set([...Object.keys(metadata), ...records, 'up', 'ALERTS']);
    const isKnown = (name: string) => known.has(name) || known.has(name.replace(/_(total|bucket|sum|count)$/, ''));
    const unknown = expressions.flatMap(metricsIn).filter((name) => !isKnown(name));
    expect([...new Set(unknown)]).toEqual([]);
  });
});

/** Requests of an operator, until a scrape has seen them. */
const askAround = async (): Promise<boolean> => {
  await fetch(`${observed.system.url('storage')}/admin/projections`);
  await fetch(`${observed.system.url('collector')}/admin/schedule`);
  return (await observed.prometheus.query('sum(rate(http_request_seconds_count[30s])) > 0')).length > 0;
};

/** Whether there is a number now, or in a moment: a scrape may come too late on a busy machine. Throws what is wrong with the expression. */
const showsSomething = async (expression: string): Promise<boolean> => {
  const isShown = async () => (await observed.prometheus.query(expression)).some(({ value }) => value[1] !== 'NaN');
  return (await isShown()) || until(isShown, { pauseMs: 250 }).catch(() => false);
};

describe('every panel', () => {
  const mayBeEmpty = (panel: (typeof panels)[number]) => panel.emptyIsHealthy !== undefined;

  it('of Prometheus shows something', async () => {
    await until(askAround, { timeoutMs: 30_000, label: 'requests are seen' });
    const empty: string[] = [];
    for (const panel of panels) {
      for (const query of panel.queries) {
        if (!('promql' in query)) continue;
        const expression = expandPromql(query.promql, { service: serviceNames });
        if (!mayBeEmpty(panel) && !(await showsSomething(expression))) empty.push(`${panel.dashboard}: ${panel.title}: ${query.promql}`);
      }
    }
    expect(empty).toEqual([]);
  });

  it('of the database shows something, to the role that may only read', async () => {
    const { pool } = observed.system.database;
    const [busiest] = (
      await pool.query<{ event: string; listing: string; all: string[] }>(`
        select l.source || '/' || l.event_id as event, max(l.listing_id) as listing, (select array_agg(source || '/' || viagogo_id) from events) as all
        from listings l group by l.source, l.event_id order by (select count(*) from sweeps s where s.event_id = l.event_id and s.kind = 'blind') desc limit 1`)
    ).rows;
    const variables = { event: busiest!.event, listing: busiest!.listing, compare: busiest!.all };
    const range = { from: new Date(Date.now() - 3_600_000), to: new Date(Date.now() + 60_000) };
    const queries = [
      ...panels.flatMap((panel) =>
        panel.queries.flatMap((query) =>
          'sql' in query ? [{ what: `${panel.dashboard}: ${panel.title}`, sql: query.sql, empty: mayBeEmpty(panel) }] : [],
        ),
      ),
      ...dashboards.flatMap(({ title, pickers, bands = [] }) => [
        ...pickers.flatMap((picker) => ('sql' in picker ? [{ what: `${title}: ${picker.name}`, sql: picker.sql, empty: false }] : [])),
        ...bands.map(({ name, sql }) => ({ what: `${title}: ${name}`, sql, empty: false })),
      ]),
    ];
    const client = await pool.connect();
    const empty: string[] = [];
    try {
      await client.query('set role tickettape_reader');
      for (const { what, sql, empty: isFine } of queries) {
        const { rows } = await client.query<Record<string, unknown>>(expandSql(sql, range, variables)).catch((error: Error) => {
          throw new Error(`${what}: ${error.message}`, { cause: error });
        });
        const told = rows.filter((row) => Object.values(row).some((value) => value !== null));
        if (told.length === 0 && !isFine) empty.push(what);
      }
    } finally {
      await client.query('reset role');
      client.release();
    }
    expect(empty).toEqual([]);
  });
});

describe('the trace from the sheet to the message', () => {
  it.each(edges)('%s → %s', async (above, below) => {
    await until(
      () => {
        const spans = observed.traces.spans();
        const byId = new Map(spans.map((span) => [span.spanId, span]));
        return spans.some((span) => {
          const parent = span.parentSpanId === null ? undefined : byId.get(span.parentSpanId);
          return `${span.service}: ${span.name}` === below && parent !== undefined && `${parent.service}: ${parent.name}` === above;
        });
      },
      { timeoutMs: 10_000, label: `${above} → ${below}` },
    );
  });
});
