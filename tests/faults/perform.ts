import { setTimeout as delay } from 'node:timers/promises';
import type { Fault, Target } from './plan/fault.js';
import type { Step } from './plan/plan.js';
import type { Recorder } from './recorder.js';
import { inject, type Injected } from './world/inject.js';
import type { World } from './world/world.js';

export type Performed = { fault: Fault } & Injected;

/**
 * Writes the tape and injects the faults on the way. Faults of different targets overlap; one waits for the one before of the same target.
 * Resolves when the last look is stored and everything runs again.
 */
export const perform = async (steps: readonly Step[], recorder: Recorder, world: World): Promise<Performed[]> => {
  const performed: Performed[] = [];
  const busy = new Map<Target, Promise<void>>();
  const begin = async (fault: Fault) => {
    await busy.get(fault.target);
    const done = inject(fault, world).then((injected) => void performed.push({ fault, ...injected }));
    // Who awaits it comes later; until then a failure must not end the process.
    done.catch(() => undefined);
    busy.set(fault.target, done);
  };
  for (const step of steps) {
    if (step.kind === 'look') await recorder.look(step.key, step.observation);
    else if (step.kind === 'poison') await recorder.plant(step.key, step.poison);
    else if (step.kind === 'repeat') await recorder.repeat(step);
    else if (step.kind === 'pause') await delay(step.ms);
    else await begin(step.fault);
  }
  await Promise.all(busy.values());
  return performed;
};
