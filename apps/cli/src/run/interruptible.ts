import { listenToInterruptions } from './interruption.js';
import { unlessAborted } from './unless-aborted.js';

/** Runs `work`, which the first Ctrl-C asks to end in good order. The second one does not wait for it: throws Interrupted. */
export const interruptible = async <Value>(work: (asked: AbortSignal) => Promise<Value>): Promise<Value> => {
  const { asked, insisted, release } = listenToInterruptions();
  try {
    return await unlessAborted(insisted, work(asked));
  } finally {
    release();
  }
};
