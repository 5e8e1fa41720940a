import type { Writer } from '../database/writer.js';

/** Something of a schema that is moved by itself; indexes, row types, chunks, triggers and the sequences of columns move with their tables. */
export type SchemaObject = {
  kind: 'routine' | 'table' | 'view' | 'type';
  /** With its schema, as SQL writes it. */
  identity: string;
  oid: number;
  grants: { privilege: string; to: string; grantable: boolean }[];
};

const grantsOf = (acl: string, owner: string) => `coalesce((
  select json_agg(json_build_object('privilege', a.privilege_type, 'grantable', a.is_grantable,
    'to', case when a.grantee = 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end))
  from aclexplode(${acl}) a where a.grantee <> ${owner}), '[]')`;

const notOfAnExtension = (catalog: string) => `
  not exists (select from pg_depend d where d.classid = '${catalog}'::regclass and d.objid = o.oid and d.deptype in ('e', 'i'))`;

const text = `
  select 'routine' as kind, o.oid::regprocedure::text as identity, o.oid, ${grantsOf('o.proacl', 'o.proowner')} as grants
  from pg_proc o where o.pronamespace = $1::regnamespace and ${notOfAnExtension('pg_proc')}
  union all
  select case o.relkind when 'v' then 'view' else 'table' end, o.oid::regclass::text, o.oid, ${grantsOf('o.relacl', 'o.relowner')}::json
  from pg_class o where o.relnamespace = $1::regnamespace and o.relkind in ('r', 'p', 'v') and ${notOfAnExtension('pg_class')}
  union all
  select 'type', o.oid::regtype::text, o.oid, '[]'
  from pg_type o left join pg_class c on c.oid = o.typrelid
  where o.typnamespace = $1::regnamespace and (o.typtype in ('e', 'd') or c.relkind = 'c') and ${notOfAnExtension('pg_type')}`;

/** What is in a schema, without what belongs to an extension. Leaves the search path of the connection empty, so that every name is written in full. */
export const readSchemaObjects = async (keeper: Writer, schema: string): Promise<SchemaObject[]> => {
  await keeper.query(`set search_path = ''`);
  return keeper.query<SchemaObject>(`select kind, identity, oid::bigint::int, grants from (${text}) o order by kind, identity`, [schema]);
};
