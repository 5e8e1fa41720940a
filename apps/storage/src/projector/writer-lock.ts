import { setTimeout as delay } from 'node:timers/promises';
import type { Writer } from '../database/writer.js';

/** Milliseconds between two tries of a stand-by: how long nobody writes after the writer died. */
const retryMs = 500;

/**
 * Waits until this connection holds the lock of the projection, so that there is one writer at a time; PostgreSQL frees it when the connection ends.
 * Asks again and again instead of waiting inside the database, where a waiting transaction would hold back the vacuum. False when `signal` came first.
 */
export const waitForWriterLock = async (writer: Writer, name: string, signal: AbortSignal, onWait: () => void): Promise<boolean> => {
  while (!signal.aborted) {
    if (await tryLock(writer, name)) return true;
    onWait();
    await delay(retryMs, undefined, { signal }).catch(() => undefined);
  }
  return false;
};

/** The first of the two numbers of every lock of a writer is the hash of this, the second that of its name. */
export const lockSpace = 'tickettape projection';

/** Each schema has its own writers; null for the live tables. */
export const lockName = (schema: string | null, projection: string): string => (schema === null ? projection : `${schema}.${projection}`);

const tryLock = async (writer: Writer, name: string): Promise<boolean> => {
  const [row] = await writer.query<{ locked: boolean }>(`select pg_try_advisory_lock(hashtext($1), hashtext($2)) as locked`, [
    lockSpace,
    name,
  ]);
  return row!.locked;
};
