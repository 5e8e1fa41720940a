import type { Query } from '../database/database.js';
import { lockName, lockSpace } from '../projector/writer-lock.js';

/** For each projection whether some session holds its lock, in any replica. */
export const heldLocks = async (query: Query, schema: string | null, projections: readonly { name: string }[]): Promise<boolean[]> => {
  const rows = await query<{ held: boolean }>(
    `
    select exists (
      select from pg_locks
      where locktype = 'advisory' and objsubid = 2 and granted and database = (select oid from pg_database where datname = current_database())
        and classid = hashtext($1)::bit(32)::bigint::oid and objid = hashtext(name)::bit(32)::bigint::oid
    ) as held
    from unnest($2::text[]) with ordinality lock(name, place) order by place`,
    [lockSpace, projections.map(({ name }) => lockName(schema, name))],
  );
  return rows.map(({ held }) => held);
};
