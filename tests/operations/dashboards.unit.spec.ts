import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { dashboardModel } from '../../deploy/grafana/src/dashboard.js';
import { dashboards } from '../../deploy/grafana/src/index.js';
import { alertsOf, ruleGroups } from '../../deploy/prometheus/src/rule-files.js';

const grafana = fileURLToPath(new URL('../../deploy/grafana/', import.meta.url));
const fileOf = (uid: string) => `${uid.replace('tickettape-', '')}.json`;
const provisioned = (path: string) =>
  parse(readFileSync(`${grafana}provisioning/${path}/tickettape.yaml`, 'utf8')) as Record<string, object[]>;

type Source = { uid: string; type: string; editable: boolean; jsonData: Record<string, unknown> };
const sources = (provisioned('datasources')['datasources'] ?? []) as Source[];

describe('the files of the dashboards', () => {
  it.each(dashboards)('$title is as it is written in code', async (dashboard) => {
    const text = `${JSON.stringify(dashboardModel(dashboard), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot(`${grafana}dashboards/${fileOf(dashboard.uid)}`);
  });

  it('are all and only those', () =>
    expect(readdirSync(`${grafana}dashboards`).toSorted()).toEqual(dashboards.map(({ uid }) => fileOf(uid)).toSorted()));
});

describe('a dashboard', () => {
  const models = dashboards.map((dashboard) => ({ title: dashboard.title, model: dashboardModel(dashboard) }));

  it.each(models)('$title can be provisioned anywhere', ({ model }) => {
    const text = JSON.stringify(model);
    expect(model).toMatchObject({
      id: null,
      editable: false,
      timezone: 'browser',
      tags: ['tickettape'],
      uid: expect.stringMatching(/^tickettape-[a-z]+$/),
    });
    expect(text).not.toMatch(/__inputs|\$\{DS_/);
    expect(text.length).toBeLessThan(1_000_000);
    for (const [, uid] of text.matchAll(/"datasource":\{[^}]*"uid":"([^"]+)"/g)) expect(['${prometheus}', '${database}']).toContain(uid);
  });

  it.each(models)('$title has its panels side by side, none over another, each with an id of its own', ({ model }) => {
    const panels = model.panels ?? [];
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const cells = panels.flatMap(({ gridPos }) => {
      const { x, y, w, h } = gridPos!;
      expect(x + w).toBeLessThanOrEqual(24);
      return Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`);
    });
    expect(new Set(cells).size).toBe(cells.length);
  });
});

const alertNames = new Set(alertsOf(ruleGroups()).map(({ alert }) => alert));
const panels = dashboards.flatMap(({ title, rows }) => rows.flatMap((row) => row.panels.map((panel) => ({ dashboard: title, ...panel }))));

describe('every panel', () => {
  it.each(panels)(
    '$dashboard: $title says what it shows, in which unit, and what nothing means',
    ({ title, description, unit, noData, queries, thresholds, alert, emptyIsHealthy }) => {
      expect([title, description, unit, noData].every((text) => text.length > 0)).toBe(true);
      if (alert !== undefined) expect(alertNames).toContain(alert);
      if (emptyIsHealthy !== undefined) expect(emptyIsHealthy.length).toBeGreaterThan(20);
      expect(thresholds === false || thresholds.warn !== undefined || thresholds.bad !== undefined).toBe(true);
      expect(queries.length).toBeGreaterThan(0);
      for (const query of queries) {
        if ('sql' in query) continue;
        expect(query.instant === true || query.legend !== undefined).toBe(true);
        // A rate over a fixed window is wrong as soon as somebody zooms; `deriv` and `changes` are of gauges.
        expect(query.promql).not.toMatch(/(rate|increase)\([^[]*\[(?!\$__rate_interval)/);
        for (const [, counter] of query.promql.matchAll(/(\w+_total)/g))
          expect(query.promql).toMatch(new RegExp(`(rate|increase)\\(${counter}`));
      }
    },
  );
});

describe('the provisioning', () => {
  it('fixes the data sources that the dashboards begin with', () => {
    expect(sources.map(({ uid, type, editable }) => [uid, type, editable])).toEqual([
      ['tickettape-prometheus', 'prometheus', false],
      ['tickettape-database', 'grafana-postgresql-datasource', false],
      ['tickettape-tempo', 'tempo', false],
      ['tickettape-alertmanager', 'alertmanager', false],
    ]);
    const uids = new Set(sources.map(({ uid }) => uid));
    for (const [, uid] of JSON.stringify(sources).matchAll(/"(?:datasourceUid|alertmanagerUid)":"([^"]+)"/g)) expect(uids).toContain(uid);
    expect(sources[0]!.jsonData).toMatchObject({
      timeInterval: '15s',
      exemplarTraceIdDestinations: [{ name: 'trace_id' }, { name: 'traceID' }],
    });
    expect(sources[1]!.jsonData).toMatchObject({ timescaledb: true });
  });

  it('keeps people from editing what is a file', () =>
    expect(provisioned('dashboards')['providers']).toMatchObject([
      { type: 'file', folderUid: 'tickettape', disableDeletion: true, allowUiUpdates: false },
    ]));
});
