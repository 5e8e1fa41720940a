import type { Query } from '../database/database.js';

/** Views that read tables, views or functions of the live schema which a rebuild has too, and that it does not have itself. */
export const findForeignViews = async (query: Query, live: string, rebuild: string): Promise<string[]> => {
  const rows = await query<{ name: string }>(
    `
    with ours as (
      select c.oid from pg_class c join pg_class r on r.relname = c.relname and r.relnamespace = $2::regnamespace
      where c.relnamespace = $1::regnamespace
      union all
      select p.oid from pg_proc p join pg_proc r on r.proname = p.proname and r.pronamespace = $2::regnamespace
      where p.pronamespace = $1::regnamespace
    )
    select distinct v.oid::regclass::text as name
    from pg_depend d join pg_rewrite w on w.oid = d.objid join pg_class v on v.oid = w.ev_class
    where d.classid = 'pg_rewrite'::regclass and d.refobjid in (select oid from ours) and v.oid not in (select oid from ours)
    order by 1`,
    [live, rebuild],
  );
  return rows.map(({ name }) => name);
};
