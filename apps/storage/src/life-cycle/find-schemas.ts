import type { Query } from '../database/database.js';
import { kindOfSchema, type SchemaKind } from './schema-names.js';

/** The tables that are not live, the oldest first; that a schema is there is all there is to know of its state, so nothing can contradict it. */
export const findSchemas = async (query: Query, kind: SchemaKind): Promise<string[]> => {
  const rows = await query<{ name: string }>(`select nspname as name from pg_namespace order by nspname`);
  return rows.map(({ name }) => name).filter((name) => kindOfSchema(name) === kind);
};
