import type { Pool } from 'pg';
import { code, page, table } from './markdown.js';
import { sqlExamples } from './sql-examples.js';

type Relation = { name: string; kind: string; comment: string | null };
type Column = { relation: string; name: string; type: string; comment: string | null };
type Routine = { name: string; parameters: string; result: string; comment: string | null };

const isOurs = (catalog: string) => `
  o.oid not in (select objid from pg_depend where classid = '${catalog}'::regclass and deptype = 'e')`;

const relationsQuery = `
  select o.relname as name, case o.relkind when 'v' then 'view' when 'c' then 'type' else 'table' end as kind,
    coalesce(obj_description(o.oid, 'pg_class'), obj_description(o.reltype, 'pg_type')) as comment
  from pg_class o where o.relnamespace = 'public'::regnamespace and o.relkind in ('r', 'v', 'c') and o.relname <> 'migrations' and ${isOurs('pg_class')}
  order by o.relname collate "C"`;

const columnsQuery = `
  select o.relname as relation, attname as name, format_type(atttypid, null) as type, col_description(o.oid, attnum) as comment
  from pg_attribute join pg_class o on o.oid = attrelid
  where o.relnamespace = 'public'::regnamespace and attnum > 0 and not attisdropped order by attnum`;

const routinesQuery = `
  select o.proname as name, pg_get_function_arguments(o.oid) as parameters, pg_get_function_result(o.oid) as result,
    obj_description(o.oid, 'pg_proc') as comment
  from pg_proc o where o.pronamespace = 'public'::regnamespace and ${isOurs('pg_proc')}
  order by o.proname collate "C", pg_get_function_arguments(o.oid) collate "C"`;

/** Everything of ours in the database, from its catalog. */
export const readCatalog = async (pool: Pool) => ({
  relations: (await pool.query<Relation>(relationsQuery)).rows,
  columns: (await pool.query<Column>(columnsQuery)).rows,
  routines: (await pool.query<Routine>(routinesQuery)).rows,
});
export type Catalog = Awaited<ReturnType<typeof readCatalog>>;

type Answer = { names: string[]; rows: (string | null)[][] };

/** The rows as PostgreSQL writes them. */
export const answer = async (pool: Pool, sql: string): Promise<Answer> => {
  const types = { getTypeParser: () => (text: string) => text };
  const { fields, rows } = await pool.query<(string | null)[]>({ text: sql, rowMode: 'array', types });
  return { names: fields.map(({ name }) => name), rows };
};

const shown = ({ names, rows }: Answer): string =>
  rows.length === 0
    ? 'No rows.'
    : table(
        names,
        rows.map((row) => row.map((value) => value ?? '*null*')),
      );

const example = async (pool: Pool, { question, sql }: (typeof sqlExamples)[number]): Promise<string[]> => [
  `### ${question}`,
  `\`\`\`sql\n${sql};\n\`\`\``,
  shown(await answer(pool, sql)),
];

const relationBlocks = ({ columns }: Catalog, { name, kind, comment }: Relation): string[] => [
  `### ${kind} ${code(name)}`,
  `${comment}.`,
  table(
    ['column', 'type', 'meaning'],
    columns.filter(({ relation }) => relation === name).map((column) => [code(column.name), column.type, column.comment ?? '']),
  ),
];

const routineBlocks = ({ name, parameters, result, comment }: Routine): string[] => [
  `### ${code(`${name}()`)}`,
  `${comment}.`,
  `\`\`\`sql\n${name}(${parameters})\n  returns ${result}\n\`\`\``,
];

const reader = `Dashboards use the role \`tickettape_reader\`, which the migrations create without a log-in. It may read the tables and views below and call the
functions, and write nothing. An operator lets it log in once:

\`\`\`sql
alter role tickettape_reader login password '…';
\`\`\`

Whoever logs in as this role works read-only and has 15 seconds for a statement; a session may ask for another limit by \`set statement_timeout\`.
Where the account that migrates may not create roles, a superuser creates the role first: \`create role tickettape_reader nologin\`.`;

export const sqlPage = async (pool: Pool): Promise<string> => {
  const catalog = await readCatalog(pool);
  const examples = await Promise.all(sqlExamples.map((each) => example(pool, each)));
  return page(
    'SQL',
    'The tables are a view of the tape: everything here can be dropped and projected again. Money is in minor units of its currency, instants are UTC, and null means not known, never 0.',
    '## Access',
    reader,
    '## Examples',
    'Each runs in a test on a small sample, and this is what it gives.',
    ...examples.flat(),
    '## Tables and views',
    ...catalog.relations.flatMap((relation) => relationBlocks(catalog, relation)),
    '## Functions',
    ...catalog.routines.flatMap(routineBlocks),
  );
};
