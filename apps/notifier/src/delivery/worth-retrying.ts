import { kindOf } from '@tickettape/errors';

/**
 * Of several channels' failures the one that decides about the message: an outage before a bug, since a bug is buried in the end and would take
 * the waiting channel with it; among outages the one that may be tried again first.
 */
export const worthRetrying = (failures: readonly unknown[]): unknown => {
  const outages = failures.filter((failure) => kindOf(failure) === 'unavailable');
  return outages.toSorted((a, b) => retryAfterMs(a) - retryAfterMs(b))[0] ?? failures[0];
};

const retryAfterMs = (failure: unknown): number =>
  failure instanceof Error && 'retryAfterMs' in failure && typeof failure.retryAfterMs === 'number' ? failure.retryAfterMs : 0;
