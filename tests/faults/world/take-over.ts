import { until } from '@tickettape/testing';
import { otherOf, type Replica, type States } from './replicas.js';
import type { World } from './world.js';

/**
 * Does something to the active replica and measures, from when that is done, how many milliseconds the other one takes to run all that the
 * victim ran. null where that says nothing: a server was away meanwhile, or the other one did not stand by. Throws after 20 seconds.
 */
export const measureTakeOver = async (world: World, victim: Replica, act: () => Promise<void>): Promise<number | null> => {
  const { replicas, upheavals } = world;
  const heir = otherOf(victim);
  const [ran, stoodBy] = await Promise.all([replicas.states(victim), replicas.states(heir)]);
  const estate = namesIn(ran, 'running');
  const before = { ...upheavals };
  const isCalm = () => before.begun === before.ended && upheavals.begun === before.begun;
  await act();
  const doneAt = performance.now();
  if (!isCalm() || !estate.every((name) => stoodBy[name] === 'standing-by')) return null;

  const hasTakenOver = async () => {
    const states = await replicas.states(heir);
    return estate.every((name) => states[name] === 'running');
  };
  await until(async () => !isCalm() || (await hasTakenOver()), { timeoutMs: 20_000, label: `storage ${heir} takes over` });
  return isCalm() ? Math.round(performance.now() - doneAt) : null;
};

const namesIn = (states: States, wanted: string): string[] => Object.keys(states).filter((name) => states[name] === wanted);
