import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { amtool, promtool } from '@tickettape/testing';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { alertsOf, folder, operatorFile, ruleGroups, runbookName, runbookUrl, sloFile } from '../../deploy/prometheus/src/rule-files.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const files = (name: string) => readdirSync(`${folder}${name}`).map((file) => `${name}/${file}`);
const alerts = alertsOf(ruleGroups());
const names = [...new Set(alerts.map(({ alert }) => alert))];

describe('the rules', () => {
  it('hold the promises as they are declared', () => expect(sloFile()).toMatchFileSnapshot(`${folder}rules/slo.yaml`));

  it('are the same for the operator', () => expect(operatorFile(ruleGroups())).toMatchFileSnapshot(`${folder}prometheus-rule.yaml`));

  it('are well formed', async () => {
    await promtool(['check', 'rules', '--lint=all', '--lint-fatal', ...files('rules')], folder);
    await promtool(['check', 'config', 'prometheus.yaml'], folder);
  });
});

describe('every alert', () => {
  it.each(names)('%s says how bad it is, what it means and what to do', (name) => {
    expect(name).toMatch(/^Tickettape([A-Z][a-z]+)+$/);
    for (const { labels, annotations } of alerts.filter(({ alert }) => alert === name)) {
      expect(['critical', 'warning', 'info', 'none']).toContain(labels['severity']);
      expect(annotations).toEqual({ summary: expect.any(String), description: expect.any(String), runbook_url: runbookUrl(name) });
      expect(annotations['summary']!.length).toBeLessThan(100);
    }
    expect(existsSync(`${root}docs/runbooks/${runbookName(name)}.md`)).toBe(true);
  });
});

describe('the example of an Alertmanager', () => {
  const file = '--config.file=alertmanager.yaml';
  const receiverOf = (alert: string, severity: string) =>
    alert === 'TickettapeWatchdog' ? 'dead-mans-switch' : severity === 'critical' ? 'pager' : 'tickets';

  it('is well formed', async () => {
    expect(await amtool(['check-config', 'alertmanager.yaml'], folder)).toContain('SUCCESS');
  });

  it('pages for what is critical and for nothing else', async () => {
    const kinds = new Map(alerts.map(({ alert, labels }) => [`${alert} ${labels['severity']}`, [alert, labels['severity']!] as const]));
    for (const [alert, severity] of kinds.values()) {
      const labels = [`alertname=${alert}`, `severity=${severity}`];
      const [receiver] = (await amtool(['config', 'routes', 'test', file, ...labels], folder)).split('\n', 1);
      expect(receiver, labels.join()).toBe(receiverOf(alert, severity));
    }
  }, 60_000);

  it('holds back only alerts that there are', () => {
    const named = [...readFileSync(`${folder}alertmanager.yaml`, 'utf8').matchAll(/alertname = (\w+)/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(0);
    for (const name of named) expect(names).toContain(name);
  });
});

type Tests = { tests: { alert_rule_test?: { alertname: string; exp_alerts?: object[] }[] }[] };

describe('the tests of the alerts', () => {
  const tests = files('tests').flatMap((file) => (parse(readFileSync(`${folder}${file}`, 'utf8')) as Tests).tests);
  const expectations = tests.flatMap((test) => test.alert_rule_test ?? []);

  it('hold', async () => {
    expect(await promtool(['test', 'rules', ...files('tests')], folder)).toContain('SUCCESS');
  }, 300_000);

  it.each(names)('see %s fire, and not fire', (name) => {
    const own = expectations.filter(({ alertname }) => alertname === name).map(({ exp_alerts: alerts = [] }) => alerts.length > 0);
    expect(new Set(own)).toEqual(new Set(name === 'TickettapeWatchdog' ? [true] : [true, false]));
  });
});
