import { execFile } from 'node:child_process';
import type { Account } from './account.js';
import { bound } from './spawn.js';

export type RunOptions = { cwd?: string; env?: NodeJS.ProcessEnv; timeoutMs?: number; account?: Account | null };

/** Runs a program to its end, or to ours, and returns what it printed. Throws with its last lines of complaint. */
export const run = (command: string, args: readonly string[], { cwd, env, timeoutMs, account }: RunOptions = {}): Promise<string> =>
  new Promise((resolve, reject) => {
    const identity = account ? { uid: account.uid, gid: account.gid } : {};
    const options = { cwd, env, timeout: timeoutMs, maxBuffer: 64 * 1024 * 1024, ...identity };
    execFile(...bound('SIGTERM', command, args), options, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      if (isMissing(error)) return reject(new Error(`${command} is not installed`, { cause: error }));
      const complaint = error.killed ? `no answer in ${timeoutMs} ms` : lastLines(stderr || stdout || error.message, 5);
      reject(new Error(`${command}: ${complaint}`, { cause: error }));
    });
  });

/** 127 is how a program that was to start another one says that it found none. */
const isMissing = ({ code }: { code?: string | number | null }): boolean => code === 'ENOENT' || code === 127;

/** The end of a program's output, where the reason usually is. */
const lastLines = (text: string, count: number): string => text.trim().split('\n').slice(-count).join('\n');
