import type { Writer } from '../database/writer.js';

/**
 * A retention policy of the Community edition tells nobody what it dropped; what it will drop within a day counts as gone, so that it is not written
 * into a chunk that goes meanwhile.
 */
const keptSinceQuery = `
  select greatest(
    (select kept_since from retention where relation = 'sweeps'),
    (select max(now() - (config ->> 'drop_after')::interval + interval '1 day') from timescaledb_information.jobs
     where proc_name = 'policy_retention' and hypertable_name = 'sweeps' and hypertable_schema = current_schema())
  ) as kept_since`;

/** Since when `sweeps` is whole, ISO 8601 in UTC; null where nothing was ever dropped. */
export const readKeptSince = async (writer: Writer): Promise<string | null> => {
  const [row] = await writer.query<{ kept_since: Date | null }>(keptSinceQuery);
  return row!.kept_since?.toISOString() ?? null;
};
