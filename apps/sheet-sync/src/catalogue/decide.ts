import { bookName, type CatalogFact } from '@tickettape/contracts';
import type { EventRow } from '../rows/event-row.js';
import type { RowsRead } from '../rows/read-rows.js';
import { holdBack, type Decision, type GuardSettings } from '../sync/removal-guard.js';
import { isTracked, type Catalogue } from './catalogue.js';
import { changes, remove, vanished } from './changes.js';

/** The facts that bring the catalogue to what the tab `Events` says, and the removals that wait for a person. `time` is UTC. */
export const decide = (read: RowsRead<EventRow>, catalogue: Catalogue, guard: GuardSettings, time: string): Decision<CatalogFact> => {
  const gone = vanished(read.keys, catalogue);
  const names = gone.map(({ details }) => bookName(details));
  const of = [...catalogue.values()].filter(isTracked).length;
  const hold = holdBack({ tab: 'Events', names, of, ...read }, guard);
  return { facts: [...changes(read.rows, catalogue, time), ...(hold ? [] : remove(gone, time))], hold };
};
