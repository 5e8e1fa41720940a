import type { AnyProjection } from '../projector/projection.js';

/** `alerts 1, books 2, …`: what a program makes of the tape. Two that say the same build the same tables. */
export const versionsOf = (projections: readonly Pick<AnyProjection, 'name' | 'version'>[]): string =>
  projections
    .map(({ name, version }) => `${name} ${version}`)
    .toSorted()
    .join(', ');
