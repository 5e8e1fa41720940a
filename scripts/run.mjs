import { spawn, spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { root } from './paths.mjs';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program from the root of the clone and resolves to its exit code. It gets the signals we get,
 * and SIGTERM when we die without a chance to pass one on.
 */
export const run = (command, args, { stdio = 'inherit', env = process.env } = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(...bound(command, args), { cwd: root, stdio, env });
    const unlisten = forwardSignals(child);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      unlisten();
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });

const bound = (command, args) => {
  const canBind = process.platform === 'linux' && spawnSync('setpriv', ['--pdeathsig', 'TERM', 'true']).status === 0;
  return canBind ? ['setpriv', ['--pdeathsig', 'TERM', '--', command, ...args]] : [command, args];
};

/** Each kind once: npm passes on what the terminal has sent to all of us already. */
const forwardSignals = (child) => {
  const forwarded = new Set();
  const listener = (signal) => {
    const fromTerminal = signal === 'SIGINT' && process.stdin.isTTY;
    if (!fromTerminal && !forwarded.has(signal)) child.kill(signal);
    forwarded.add(signal);
  };
  for (const signal of signals) process.on(signal, listener);
  const orphanWatch = watchParent(() => listener('SIGTERM'));
  return () => {
    clearInterval(orphanWatch);
    for (const signal of signals) process.off(signal, listener);
  };
};

/** npm does not tell us when it is killed; that our parent has changed does. Without npm a changed parent means nothing. */
const watchParent = (onOrphaned) => {
  const parent = process.ppid;
  const isOrphaned = () => process.env.npm_lifecycle_event !== undefined && process.ppid !== parent;
  return setInterval(() => isOrphaned() && onOrphaned(), 500).unref();
};
