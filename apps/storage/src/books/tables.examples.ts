import type { BookFact } from '@tickettape/contracts';
import type { Pool } from 'pg';
import { Writer } from '../database/writer.js';
import { insertGaps } from '../gaps/gap.js';
import type { Recorded } from '../projector/projection.js';
import { booksProjection } from './books.projection.js';

/** Applies batches as the projector does, each in one transaction; what is known is read anew before every batch, as after a restart. */
export const applyBatches = async (url: string, batches: readonly (readonly Recorded<BookFact>[])[]): Promise<void> => {
  const writer = await Writer.open(url, 'spec', () => undefined);
  try {
    for (const batch of batches) {
      const { statements, gaps } = booksProjection.project(batch, await booksProjection.load(writer));
      await writer.transaction([...statements, ...(gaps.length > 0 ? [insertGaps(gaps)] : [])]);
    }
  } finally {
    await writer.close();
  }
};

/** Everything the projection wrote. */
export const dumpTables = async (pool: Pool): Promise<Record<string, unknown[]>> => {
  const dump = async (table: string, order: string) =>
    (await pool.query<Record<string, unknown>>(`select * from ${table} order by ${order}`)).rows;
  return {
    sweeps: await dump('sweeps', 'source, event_id, sequence'),
    listings: await dump('listings', 'source, event_id, listing_id'),
    books: await dump('books', 'source, event_id'),
    gaps: await dump('gaps', 'stream, stream_seq'),
  };
};

export const emptyTables = (pool: Pool) => pool.query('truncate sweeps, kept_sweeps, books, gaps');
