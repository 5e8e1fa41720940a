import type { Query } from '../database/database.js';
import { kindOfSchema, type SchemaKind } from './schema-names.js';

export type FoundSchema = {
  name: string;
  /** The comment of the schema: for a rebuild the versions of the projections that it was begun for. */
  note: string | null;
};

/** The tables that are not live, the oldest first; that a schema is there is all there is to know of its state, so nothing can contradict it. */
export const findSchemas = async (query: Query, kind: SchemaKind): Promise<FoundSchema[]> => {
  const schemas = await query<FoundSchema>(
    `select nspname as name, obj_description(oid, 'pg_namespace') as note from pg_namespace order by nspname`,
  );
  return schemas.filter(({ name }) => kindOfSchema(name) === kind);
};
