import type { Watch, WatchFact } from '@tickettape/contracts';
import type { RowsRead } from '../rows/read-rows.js';
import { holdBack, type Decision, type GuardSettings } from '../sync/removal-guard.js';
import { changes, remove, vanished } from './changes.js';
import { isDefined, isKeptByPeople, type Watchlist } from './watchlist.js';

/** The facts that bring the watches to what the tab `Watches` says, and the removals that wait for a person. `time` is UTC. */
export const decide = (read: RowsRead<Watch>, watchlist: Watchlist, guard: GuardSettings, time: string): Decision<WatchFact> => {
  const gone = vanished(read.keys, watchlist);
  const names = gone.map(({ watchId }) => watchId);
  const of = [...watchlist.values()].filter((entry) => isDefined(entry) && !isKeptByPeople(entry)).length;
  const hold = holdBack({ tab: 'Watches', names, of, ...read }, guard);
  return { facts: [...changes(read.rows, watchlist, time), ...(hold ? [] : remove(gone, time))], hold };
};
