import type { Command } from 'commander';
import { buildProgram } from '../../apps/cli/src/program.js';
import { page } from './markdown.js';

const terminal = { env: {}, folder: '/', stdout: process.stdout, stderr: process.stderr };

/** Help as a terminal of 100 columns shows it. */
const helpOf = (command: Command): string => command.configureHelp({ helpWidth: 100 }).helpInformation().trimEnd();

export const commandLinePage = (): string => {
  const program = buildProgram(terminal, () => undefined);
  const blocks = program.commands.flatMap((command) => [`## tape ${command.name()}`, '```\n' + helpOf(command) + '\n```']);
  return page(
    'Command line',
    '`npx tape` in the workspace. `npm start -- …` is `tape run …`.',
    '```\n' + helpOf(program) + '\n```',
    ...blocks,
  );
};
