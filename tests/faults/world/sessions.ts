import { until } from '@tickettape/testing';
import type { World } from './world.js';

const writers = `select pid from pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())`;

/** Ends the sessions that hold the locks of projections. What cannot be asked now, because the server is away, is no failure. */
export const cutSessions = async ({ database }: World): Promise<void> => {
  await database.pool
    .query(`select pg_terminate_backend(pid) from (select distinct pid from (${writers}) held) writer`)
    .catch(() => undefined);
};

/** The process of the session that writes `sweeps`; null where there is none. */
export const writerOf = async ({ database }: World): Promise<number | null> => {
  const { rows } = await database.pool
    .query<{ pid: number }>(
      `select pid from (${writers}) held where pid in (select pid from pg_stat_activity where application_name = $1)`,
      ['tickettape-storage books'],
    )
    .catch(() => ({ rows: [] }));
  return rows[0]?.pid ?? null;
};

/** Milliseconds to wait for a batch to begin; the writer goes on writing meanwhile. */
const batchWithinMs = 2_000;

/**
 * Locks the position of `books`, so that the next batch waits in the middle of its transaction, does `act` then and lets go.
 * `act` hears whether a batch was really caught.
 */
export const holdBatch = async ({ database }: World, act: (isHeld: boolean) => Promise<void>): Promise<void> => {
  const client = await database.pool.connect().catch(() => null);
  // A server that goes away meanwhile lets go by itself.
  client?.on('error', () => undefined);
  const query = (text: string) => client?.query(text).catch(() => undefined);
  try {
    await query('begin');
    await query(`select from projections where name = 'books' for update`);
    await act(await isCaught(database));
  } finally {
    await query('rollback');
    client?.release(true);
  }
};

const isCaught = async ({ pool }: World['database']): Promise<boolean> => {
  const waiting = () =>
    pool.query(`select from pg_stat_activity where application_name = 'tickettape-storage books' and wait_event_type = 'Lock'`);
  return until(async () => (await waiting()).rowCount! > 0, { timeoutMs: batchWithinMs }).catch(() => false);
};
