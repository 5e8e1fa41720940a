import type { ChildProcess } from 'node:child_process';
import type { ProcessSpec } from './process-spec.js';

/** Asks a program to finish, kills it when it takes too long, and resolves when it is gone. */
export const stopChild = (child: ChildProcess, { stopSignal, graceMs }: Pick<ProcessSpec, 'stopSignal' | 'graceMs'>): Promise<void> =>
  new Promise((resolve) => {
    const impatience = setTimeout(() => killGroup(child), graceMs);
    child.once('close', () => {
      clearTimeout(impatience);
      resolve();
    });
    child.kill(stopSignal);
  });

/** Kills the program and whatever it started in its own group. */
export const killGroup = ({ pid }: ChildProcess): void => {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // The usual case: nothing of it is left.
  }
};
