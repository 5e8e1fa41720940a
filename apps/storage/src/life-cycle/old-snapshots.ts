import type { Writer } from '../database/writer.js';
import type { Patience } from './patience.js';

/**
 * Waits until no session reads with a snapshot from before now. One that did would find in the new tables what had been there then: half of them.
 */
export const waitForOldSnapshots = async (keeper: Writer, patience: Patience): Promise<void> => {
  const [now] = await keeper.query<{ xid: string }>('select pg_current_xact_id()::xid::text as xid');
  await patience.until(async () => {
    const [old] = await keeper.query<{ sessions: string }>(
      `select string_agg(format('%s (process %s)', application_name, pid), ', ') as sessions from pg_stat_activity
      where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()
        and age(backend_xmin) > age($1::xid)`,
      [now!.xid],
    );
    return old!.sessions;
  });
};
