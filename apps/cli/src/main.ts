import { CommanderError } from 'commander';
import { failureOf, formatFailure } from './output/failure.js';
import { buildProgram } from './program.js';
import { Interrupted } from './run/interruption.js';
import type { Terminal } from './terminal.js';

const terminal: Terminal = {
  env: process.env,
  folder: process.env['INIT_CWD'] ?? process.cwd(),
  stdout: process.stdout,
  stderr: process.stderr,
};

const notUnderstood = 2;
/** As shells report a program that Ctrl-C has ended. */
const interrupted = 130;

const exitCodeOf = (error: unknown): number => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : notUnderstood;
  if (error instanceof Interrupted) return interrupted;
  const failure = failureOf(error);
  terminal.stderr.write(`${process.argv.includes('--json') ? JSON.stringify({ error: failure }) : formatFailure(failure)}\n`);
  if (terminal.env['DEBUG']) console.error(error);
  return 1;
};

// A reader that went away, such as `head`, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => error.code === 'EPIPE' && process.exit(0));

let exitCode = 0;
try {
  await buildProgram(terminal, (code) => (exitCode = code)).parseAsync();
} catch (error) {
  exitCode = exitCodeOf(error);
}
// Connections that are kept alive would hold the process for seconds.
process.exit(exitCode);
