import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { programEnv } from '@tickettape/testing';

const cli = fileURLToPath(new URL('../../apps/cli/bin/tape.mjs', import.meta.url));

/** Runs `tape <args> --json` as a process of its own, as a runbook says, and gives the object on its last line. */
export const tape = async (args: readonly string[], env: NodeJS.ProcessEnv): Promise<Record<string, unknown>> => {
  const { stdout } = await promisify(execFile)(process.execPath, [cli, ...args, '--json'], { env: { ...programEnv, ...env } });
  return JSON.parse(stdout.trimEnd().split('\n').at(-1)!) as Record<string, unknown>;
};
