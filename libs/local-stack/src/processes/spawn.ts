import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import type { ProcessSpec } from './process-spec.js';

/** The command line that makes Linux send `signal` to the program when we die, even by SIGKILL. */
export const withDeathSignal = (signal: string, command: string, args: readonly string[]): [string, string[]] => [
  'setpriv',
  ['--pdeathsig', signal.replace(/^SIG/, ''), '--', command, ...args],
];

/**
 * The command line bound to our own life where the system can do that.
 * Our life is that of the thread that spawns: the kernel counts the end of a thread as the end of the parent.
 */
export const bound = (signal: NodeJS.Signals, command: string, args: readonly string[]): [string, string[]] =>
  hasDeathSignal() ? withDeathSignal(signal, command, args) : [command, [...args]];

/** Starts a program in a session of its own, so that Ctrl-C in the terminal reaches only us and we stop things in order. */
export const spawnBound = ({ command, args, cwd, env, account, stopSignal }: ProcessSpec): ChildProcess => {
  const identity = account ? { uid: account.uid, gid: account.gid } : {};
  return spawn(...bound(stopSignal, command, args), { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'], ...identity });
};

let deathSignal: boolean | undefined;

const hasDeathSignal = (): boolean =>
  (deathSignal ??= process.platform === 'linux' && spawnSync('setpriv', ['--pdeathsig', 'TERM', 'true']).status === 0);
