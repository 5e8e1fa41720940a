import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import { sloGroups } from './slo-rules.js';

export const folder = fileURLToPath(new URL('../', import.meta.url));

const runbooks = 'https://github.com/tickettape/tickettape/blob/main/docs/runbooks';

/** `TickettapeStreamChanged` is explained in `docs/runbooks/stream-changed.md`. */
export const runbookName = (alert: string): string =>
  alert
    .replace(/^Tickettape/, '')
    .replaceAll(/(?<!^)[A-Z]/g, '-$&')
    .toLowerCase();

export const runbookUrl = (alert: string): string => `${runbooks}/${runbookName(alert)}.md`;

export type Alert = { alert: string; expr: string; for?: string; labels: Record<string, string>; annotations: Record<string, string> };
export type Rule = Alert | { record: string; expr: string; labels?: Record<string, string> };
export type Group = { name: string; rules: Rule[] };

/** All groups of all rule files, in the order of their names; the promises as they are declared, not as their file holds them. */
export const ruleGroups = (): Group[] =>
  readdirSync(`${folder}rules`)
    .toSorted()
    .flatMap((name) => (name === sloName ? sloGroups(runbookUrl) : groupsIn(name)));

const sloName = 'slo.yaml';
const groupsIn = (name: string): Group[] => (parse(readFileSync(`${folder}rules/${name}`, 'utf8')) as { groups: Group[] }).groups;

export const alertsOf = (groups: readonly Group[]): Alert[] =>
  groups.flatMap(({ rules }) => rules.filter((rule): rule is Alert => 'alert' in rule));

const generated = '# Written by `npm test -- tests/operations -u`; a test keeps it true.\n';

export const sloFile = (): string =>
  `${generated}${stringify({ groups: sloGroups(runbookUrl) }, { lineWidth: 0, aliasDuplicateObjects: false })}`;

/** The same rules as a resource of the Prometheus operator. */
export const operatorFile = (groups: readonly Group[]): string => {
  const labels = { 'app.kubernetes.io/name': 'tickettape', 'app.kubernetes.io/part-of': 'tickettape', role: 'alert-rules' };
  const rule = {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name: 'tickettape', labels },
    spec: { groups },
  };
  return `${generated}${stringify(rule, { lineWidth: 0, aliasDuplicateObjects: false })}`;
};
