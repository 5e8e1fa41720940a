import { FaultRequest, type Fault } from '../../apps/marketplace/dist/faults/fault.js';
import type { Random } from '../../apps/marketplace/dist/market/random.js';

/** How a look under a fault may end without deceiving anybody. */
export type Ending = 'complete' | 'partial' | 'blind';

/**
 * Everything the simulator can do to an answer, and how looks may end that meet it. A frozen answer may pass for a quiet minute at first. An honest answer
 * of a difficult source is complete.
 */
const endings = {
  throttled: ['blind'],
  'throttled-silent': ['blind'],
  error: ['blind'],
  slow: ['complete'],
  truncated: ['blind'],
  login: ['blind'],
  challenge: ['blind'],
  forbidden: ['blind'],
  duplicates: ['partial'],
  'missing-fields': ['partial'],
  empty: ['partial'],
  'wrong-type': ['blind'],
  reset: ['blind'],
  short: ['partial'],
  collapsed: ['partial', 'blind'],
  frozen: ['complete', 'partial'],
  stale: ['partial'],
  'wrong-event': ['blind'],
  'pages-overlap': ['partial'],
  'page-missing': ['partial'],
  currencies: ['complete'],
  flapping: ['complete'],
  'undercut-hidden': ['complete'],
} as const satisfies Record<Fault['kind'], readonly Ending[]>;

export const faultKinds = Object.keys(endings) as Fault['kind'][];

export const mayEnd = (fault: Fault | null, ending: Ending): boolean =>
  fault === null || (endings[fault.kind] as readonly Ending[]).includes(ending);

export const faultOf = (kind: Fault['kind']): Fault => {
  const { eventId: _eventId, after: _after, times: _times, ...fault } = FaultRequest.parse({ kind });
  return fault.kind === 'slow' ? { ...fault, delayMs: 1 } : (fault as Fault);
};

/** Two wrong answers in a row that agree cannot be told from a market that changed, so these last for one look. */
const briefKinds: ReadonlySet<Fault['kind']> = new Set(['empty', 'collapsed', 'wrong-event', 'undercut-hidden']);

export const isBrief = (kind: Fault['kind']): boolean => briefKinds.has(kind);

/** How many looks in a row a fault lasts. */
export const lengthOf = (kind: Fault['kind'], random: Random): number => (isBrief(kind) ? 1 : random.int(1, 5));
