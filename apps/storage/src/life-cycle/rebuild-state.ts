import type { RebuildState } from '@tickettape/admin-answers';

/** How far a projection of the rebuild may be behind the end of its stream to be called ready: what it applies while a switch holds the live tables still. */
export const readyLagMessages = 100;

export type RebuildFacts = {
  /** Messages behind the end of each stream; null for a projection that has no row yet. */
  lags: readonly (number | null)[];
  /** Whether some replica holds the lock of each projection. */
  held: readonly boolean[];
  /** Whether this replica fails at it. */
  failing: boolean;
};

export const rebuildState = ({ lags, held, failing }: RebuildFacts): RebuildState => {
  if (failing) return 'failing';
  if (lags.every((lag) => lag === null)) return 'preparing';
  if (held.some((isHeld) => !isHeld)) return 'interrupted';
  return lags.every((lag) => lag !== null && lag <= readyLagMessages) ? 'ready' : 'building';
};
