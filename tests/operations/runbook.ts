import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { streamNames } from '@tickettape/contracts';
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

const streams = streamNames.join('|');
const durables = 'collector-sweeps|collector-catalog|notifier-books|notifier-delivery|notifier-outbox|notifier-watches';
const natsShapes = [
  new RegExp(`^stream (info|subjects|get) (${streams})$`),
  /^stream report$/,
  new RegExp(`^consumer report (${streams})$`),
  new RegExp(`^consumer info (${streams}) (${durables})$`),
  /^server (check|report) jetstream$/,
  /^account info$/,
];

const workloads = 'deploy(?:ment)?/(?:sheet-sync|collector|storage|notifier)|statefulset/(?:nats|timescaledb|alertmanager-main)';
const kubectlShapes = [
  /^get (pods|events|nodes|pvc|prometheusrule)\b/,
  /^describe (pods|networkpolicy)\b/,
  /^top pods$/,
  new RegExp(`^logs (${workloads})( --since=\\w+| --previous --tail=\\d+)$`),
  new RegExp(`^rollout undo (${workloads})$`),
];

/** What is wrong with a command of a runbook; null where nothing is. */
export const faultOf = (line: string): string | null => {
  if (line.startsWith('npx tape ')) return faultOfTape(line);
  if (line.startsWith('nats ')) return shaped(line.slice(5), natsShapes);
  const [, rest] = /^kubectl (?:-n (?:tickettape|monitoring) )(.*)$/.exec(line) ?? [];
  return rest === undefined ? 'is no command of a runbook' : shaped(rest, kubectlShapes);
};

const shaped = (rest: string, shapes: readonly RegExp[]): string | null =>
  shapes.some((shape) => shape.test(rest)) ? null : 'has an unknown shape';
