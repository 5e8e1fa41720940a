import type { Pool } from 'pg';

/** Bytes of the looks with their index; the live tables do not grow with them. */
export const bytesOfSweeps = (pool: Pool): Promise<number> => hypertableBytes(pool, 'sweeps');

export const hypertableBytes = async (pool: Pool, name: string): Promise<number> => {
  const { rows } = await pool.query<{ bytes: string }>('select hypertable_size($1) as bytes', [name]);
  return Number(rows[0]!.bytes);
};

/** Bytes of everything that holds the present only. */
export const bytesOfLiveTables = async (pool: Pool): Promise<number> => {
  const { rows } = await pool.query<{ bytes: string }>(
    `select pg_total_relation_size('books') + pg_total_relation_size('kept_sweeps') as bytes`,
  );
  return Number(rows[0]!.bytes);
};
