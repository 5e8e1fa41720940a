import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import type { ProcessSpec } from './process-spec.js';

/** The command line that makes Linux send `signal` to the program when we die, even by SIGKILL. */
export const withDeathSignal = (signal: string, command: string, args: readonly string[]): [string, string[]] => [
  'setpriv',
  ['--pdeathsig', signal.replace(/^SIG/, ''), '--', command, ...args],
];

/**
 * Starts a program in a session of its own, so that Ctrl-C in the terminal reaches only us and we stop things in order.
 * Its parent must be the main thread: the kernel counts the end of a thread as the end of the parent.
 */
export const spawnBound = ({ command, args, cwd, env, account, stopSignal }: ProcessSpec): ChildProcess => {
  const [file, argv] = hasDeathSignal() ? withDeathSignal(stopSignal, command, args) : [command, [...args]];
  const identity = account ? { uid: account.uid, gid: account.gid } : {};
  return spawn(file, argv, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'], ...identity });
};

let deathSignal: boolean | undefined;

const hasDeathSignal = (): boolean =>
  (deathSignal ??= process.platform === 'linux' && spawnSync('setpriv', ['--pdeathsig', 'TERM', 'true']).status === 0);
