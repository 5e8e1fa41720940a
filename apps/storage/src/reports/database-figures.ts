import type { Query } from '../database/database.js';

export type DatabaseFigures = Awaited<ReturnType<typeof readFigures>>;

/** What the database tells of the books and of itself. Throws DATABASE_UNAVAILABLE and DATABASE_NOT_MIGRATED. */
export const readFigures = async (query: Query) => ({
  books: await query<{ source: string; status: string; count: number; oldest_look: string | null }>(books),
  gaps: await query<{ stream: string; reason: string; count: number }>(gaps),
  relations: await query<{ relation: string; bytes: number }>(relations),
  chunks: await query<{ relation: string; compressed: number; plain: number }>(chunks),
  connections: await query<{ state: string; count: number }>(connections),
  jobs: await query<{ job: string; failures: number; last_success: string | null }>(jobs),
  server: (await query<ServerFigures>(server))[0]!,
});

type ServerFigures = { bytes: number; connections_limit: number; longest_transaction_seconds: number; transaction_id_age: number };

/** A book without a row was never looked at. */
const books = `
  select e.source, coalesce(b.status, 'never') as status, count(*) as count, min(b.observed_at) as oldest_look
  from events e left join books b on b.source = e.source and b.event_id = e.viagogo_id
  where e.is_tracked and (e.event_date is null or e.event_date > now())
  group by 1, 2`;

const gaps = 'select stream, reason, count(*) as count from gaps group by 1, 2';

const relations = `
  select c.relname as relation,
    case when h.hypertable_name is null then pg_total_relation_size(c.oid) else hypertable_size(c.oid) end as bytes
  from pg_class c
    left join timescaledb_information.hypertables h on h.hypertable_schema = current_schema() and h.hypertable_name = c.relname
  where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'`;

const chunks = `
  select hypertable_name as relation, count(*) filter (where is_compressed) as compressed, count(*) filter (where is_compressed is not true) as plain
  from timescaledb_information.chunks where hypertable_schema = current_schema() group by 1`;

const connections = `
  select coalesce(state, 'other') as state, count(*) as count from pg_stat_activity where backend_type = 'client backend' group by 1`;

const jobs = `
  select concat_ws(' ', j.proc_name, j.hypertable_name) as job, sum(s.total_failures)::bigint as failures,
    max(s.last_successful_finish) filter (where s.last_successful_finish > '-infinity') as last_success
  from timescaledb_information.jobs j join timescaledb_information.job_stats s using (job_id) where j.scheduled group by 1`;

const server = `
  select pg_database_size(current_database()) as bytes, current_setting('max_connections')::bigint as connections_limit,
    (select coalesce(max(extract(epoch from now() - xact_start)), 0)::float8 from pg_stat_activity where backend_type = 'client backend'
      and pid <> pg_backend_pid()) as longest_transaction_seconds,
    age(datfrozenxid)::bigint as transaction_id_age
  from pg_database where datname = current_database()`;
