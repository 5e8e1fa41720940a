import { setTimeout as delay } from 'node:timers/promises';
import type { Observer } from '../services/observer.js';
import type { Snapshot } from '../services/snapshot.js';

type Known = Pick<Snapshot, 'lags' | 'projections'>;

/** Whether storage has applied all that is on the tape; false where nobody can tell. */
export const storageIsCaughtUp = ({ projections }: Known): boolean => projections.ok && projections.value.every(({ lag }) => lag === 0);

/** Whether storage and notifier have handled all that is on the tape; false where nobody can tell. */
export const allAreCaughtUp = (known: Known): boolean =>
  storageIsCaughtUp(known) && known.lags.ok && (known.lags.value.notifier ?? 0) === 0;

const pauseMs = 250;

/** An alert that the last look opens is a message of its own, so once is not enough. */
const timesInARow = 2;

/** Waits until nothing is left to handle; false when that takes longer than `timeoutMs`. */
export const waitUntilCaughtUp = async (
  observer: Pick<Observer, 'look'>,
  isCaughtUp: (known: Known) => boolean,
  timeoutMs: number,
): Promise<boolean> => {
  const deadline = performance.now() + timeoutMs;
  for (let times = 0; ; await delay(pauseMs)) {
    times = isCaughtUp(await observer.look()) ? times + 1 : 0;
    if (times === timesInARow) return true;
    if (performance.now() > deadline) return false;
  }
};
