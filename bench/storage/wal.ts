import type { Pool } from 'pg';

/** Bytes of log the server has written since it was created. */
export const walBytes = async (pool: Pool): Promise<number> => {
  const { rows } = await pool.query<{ bytes: string }>(`select pg_current_wal_insert_lsn() - '0/0'::pg_lsn as bytes`);
  return Number(rows[0]!.bytes);
};
