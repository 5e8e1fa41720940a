import type { FreshDatabase } from '@tickettape/testing';
import { applyBatches, emptyTables } from '../books/tables.examples.js';
import { recorded, type Look } from '../tape.examples.js';

/** Empties the tables and fills them from a tape, as the projector does. */
export const projectAnew = async ({ pool, url }: FreshDatabase, tape: readonly Look[]): Promise<void> => {
  await emptyTables(pool);
  await applyBatches(url, [recorded(tape.map(({ fact }) => fact))]);
};
