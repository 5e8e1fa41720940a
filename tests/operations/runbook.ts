import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { streamNames } from '@tickettape/contracts';
import { consumers } from '@tickettape/jetstream';
import { parseAllDocuments } from 'yaml';
import { buildProgram } from '../../apps/cli/src/program.js';

export const runbooksFolder = fileURLToPath(new URL('../../docs/runbooks/', import.meta.url));

export type Runbook = {
  text: string;
  /** The lines of its shell blocks. */
  commands: string[];
  queries: string[];
  /** What stands in backticks in its prose. */
  words: string[];
};

export const readRunbook = (name: string): Runbook => {
  const text = readFileSync(`${runbooksFolder}${name}.md`, 'utf8');
  const blocks = (language: string) =>
    [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'gm'))].map(([, block]) => block!.trim());
  const prose = text.replaceAll(/^```[^]*?^```/gm, '');
  return {
    text,
    commands: blocks('sh').flatMap((block) => block.split('\n')),
    queries: blocks('sql'),
    words: [...prose.matchAll(/`([^`\n]+)`/g)].map(([, word]) => word!),
  };
};

const terminal = { env: {}, folder: '/', stdout: process.stdout, stderr: process.stderr };

/** What is wrong with a `npx tape …` line; null where the program knows command, arguments and options. */
export const faultOfTape = (line: string): string | null => {
  const words = line.split(/\s+/).slice(2);
  let command: Command = buildProgram(terminal, () => undefined);
  const rest: string[] = [];
  for (const word of words) {
    const below = command.commands.find((one) => one.name() === word);
    if (below && rest.length === 0) command = below;
    else rest.push(word);
  }
  const unknown = rest.filter((word) => word.startsWith('-') && !command.options.some(({ long, short }) => [long, short].includes(word)));
  if (unknown.length > 0) return `no option ${unknown.join(' ')}`;
  const values = rest.filter((word) => !word.startsWith('-'));
  if (command.parent === null) return 'no such command';
  return values.length <= command.registeredArguments.length || command.registeredArguments.at(-1)?.variadic
    ? null
    : `no argument ${values.join(' ')}`;
};

const deploy = fileURLToPath(new URL('../../deploy/', import.meta.url));
const manifests = globSync(['k8s/{base,components}/**/*.yaml', 'prometheus/prometheus-rule.yaml'], { cwd: deploy }).flatMap((file) =>
  parseAllDocuments(readFileSync(`${deploy}${file}`, 'utf8')).map(
    (document) => document.toJS() as { kind: string; metadata?: { name: string } },
  ),
);
/** Names of all objects of a kind that the manifests declare. */
const objects = (kind: string): string[] => [
  ...new Set(manifests.flatMap((one) => (one?.kind === kind ? (one.metadata?.name ?? []) : []))),
];

const streams = streamNames.join('|');
const durables = Object.values(consumers)
  .map(({ durable }) => durable)
  .join('|');
const natsShapes = [
  new RegExp(`^stream (info|subjects|get) (${streams})$`),
  /^stream report$/,
  new RegExp(`^consumer report (${streams})$`),
  new RegExp(`^consumer info (${streams}) (${durables})$`),
  /^server (check|report) jetstream$/,
  /^account info$/,
];

/** `deploy/storage`, `statefulset/nats`: what the manifests declare, and the Alertmanager of kube-prometheus. */
const workloads = [
  ...objects('Deployment').flatMap((name) => [`deploy/${name}`, `deployment/${name}`]),
  ...['StatefulSet', 'Job', 'CronJob'].flatMap((kind) => objects(kind).map((name) => `${kind.toLowerCase()}/${name}`)),
].join('|');
const labelled = ['Deployment', 'StatefulSet'].flatMap(objects).map((name) => `app.kubernetes.io/name=${name}`);
const labels = [...labelled, 'app.kubernetes.io/part-of=tickettape'].join('|');

const kubectlShapes: Record<string, readonly RegExp[]> = {
  tickettape: [
    new RegExp(`^get pods(?: -l (?:${labels}))?(?: -o wide)?$`),
    new RegExp(`^describe pods -l (?:${labels})$`),
    new RegExp(`^get events --(?:sort-by=.lastTimestamp|field-selector involvedObject.name=(?:${objects('Deployment').join('|')}))$`),
    /^(?:get (?:nodes|pvc)|top pods|describe networkpolicy)$/,
    new RegExp(`^get prometheusrule (?:${objects('PrometheusRule').join('|')})$`),
    new RegExp(`^logs (?:${workloads})(?: --since=\\w+| --previous --tail=\\d+)$`),
    new RegExp(`^rollout undo (?:${workloads})$`),
  ],
  // The namespace and the names of kube-prometheus.
  monitoring: [/^get pods$/, /^logs statefulset\/alertmanager-main --since=\w+$/],
};

/** What is wrong with a command of a runbook; null where nothing is. */
export const faultOf = (line: string): string | null => {
  if (line.startsWith('npx tape ')) return faultOfTape(line);
  if (line.startsWith('nats ')) return shaped(line.slice(5), natsShapes);
  const [, namespace, rest] = /^kubectl -n (\S+) (.*)$/.exec(line) ?? [];
  return rest === undefined ? 'is no command of a runbook' : shaped(rest, kubectlShapes[namespace!] ?? []);
};

const kinds: Record<string, string> = {
  deploy: 'Deployment',
  deployment: 'Deployment',
  statefulset: 'StatefulSet',
  svc: 'Service',
  job: 'Job',
  cronjob: 'CronJob',
};

/** What a `kubectl` line of any page names and the manifests do not declare. */
export const strangersIn = (line: string): string[] => {
  const folder = /apply -k (\S+)/.exec(line)?.[1];
  const named = [...line.replace(/-k \S+/, '').matchAll(/\b(deploy|deployment|statefulset|svc|job|cronjob)[/ ]([a-z][a-z-]+)/g)];
  return [
    ...(folder === undefined || existsSync(`${deploy}../${folder}/kustomization.yaml`) ? [] : [folder]),
    ...named.flatMap(([text, kind, name]) => (objects(kinds[kind!]!).includes(name!) ? [] : [text])),
  ];
};

const shaped = (rest: string, shapes: readonly RegExp[]): string | null =>
  shapes.some((shape) => shape.test(rest)) ? null : 'has an unknown shape';
