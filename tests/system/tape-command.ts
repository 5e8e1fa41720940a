import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export type TapeCommand = {
  /** What it printed so far. */
  stdout: () => string;
  stderr: () => string;
  kill: (signal: NodeJS.Signals) => void;
  /** Its exit code; null when a signal ended it. */
  ended: Promise<number | null>;
};

const program = fileURLToPath(new URL('../../apps/cli/bin/tape.mjs', import.meta.url));

/** Runs `tape` from its build as a person would, without a terminal. */
export const tape = (args: readonly string[], env: NodeJS.ProcessEnv): TapeCommand => {
  const child = spawn(process.execPath, [program, ...args], { env });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data) => (stdout += String(data)));
  child.stderr.on('data', (data) => (stderr += String(data)));
  const ended = (once(child, 'close') as Promise<[number | null]>).then(([code]) => code);
  return { stdout: () => stdout, stderr: () => stderr, kill: (signal) => void child.kill(signal), ended };
};

/** The object on the last line. */
export const lastJson = <Value>(text: string): Value => JSON.parse(text.trimEnd().split('\n').at(-1)!) as Value;
