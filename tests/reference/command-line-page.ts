import type { Command } from 'commander';
import { buildProgram } from '../../apps/cli/src/program.js';
import { page } from './markdown.js';

const terminal = { env: {}, folder: '/', stdout: process.stdout, stderr: process.stderr };

/** Help as a terminal of 100 columns shows it. */
const helpOf = (command: Command): string => command.configureHelp({ helpWidth: 100 }).helpInformation().trimEnd();

/** A command and those below it. */
const blocksOf = (command: Command, name: string): string[] => [
  `## ${name}`,
  '```\n' + helpOf(command) + '\n```',
  ...command.commands.flatMap((below) => blocksOf(below, `${name} ${below.name()}`)),
];

export const commandLinePage = (): string => {
  const program = buildProgram(terminal, () => undefined);
  const blocks = program.commands.flatMap((command) => blocksOf(command, `tape ${command.name()}`));
  return page(
    'Command line',
    '`npx tape` in the workspace. `npm start -- …` is `tape run …`.',
    '```\n' + helpOf(program) + '\n```',
    ...blocks,
  );
};
