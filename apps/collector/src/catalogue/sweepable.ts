import { startsAtLatestMs, type CatalogFact } from '@tickettape/contracts';

/** Only events that are tracked and have not begun are swept. */
export const isSweepable = (fact: CatalogFact, nowMs: number): boolean =>
  fact.type !== 'event.untracked.v1' && startsAtLatestMs(fact.data) > nowMs;
