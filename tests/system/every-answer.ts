import type { Pool } from 'pg';

/** What tells of this database and not of the tape: when it was migrated and projected, and by which server's clock. */
const ofTheDatabase = new Set(['projections', 'migrations']);
const ownClock: Readonly<Record<string, readonly string[]>> = { gaps: ['at'] };

/** Everything all tables and views say, as one fingerprint each: two databases that came from the same tape give the same. */
export const everyAnswer = async (pool: Pool): Promise<Record<string, string>> => {
  const { rows } = await pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
  );
  const answers: Record<string, string> = {};
  for (const { name } of rows) if (!ofTheDatabase.has(name)) answers[name] = await fingerprint(pool, name);
  return answers;
};

const fingerprint = async (pool: Pool, name: string): Promise<string> => {
  const without = (ownClock[name] ?? []).reduce((row, column) => `${row} - '${column}'`, 'to_jsonb(t)');
  const { rows } = await pool.query<{ answer: string }>(
    `select count(*) || ' rows ' || coalesce(md5(string_agg(line, E'\\n' order by line)), '') as answer
     from (select (${without})::text as line from "${name}" t) lines`,
  );
  return rows[0]!.answer;
};
