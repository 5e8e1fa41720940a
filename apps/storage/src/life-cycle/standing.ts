import type { Query } from '../database/database.js';

/** Where a projection stands in one schema. */
export type Standing = { name: string; version: number; position: number; streamCreated: string; updatedAt: string };

/** Empty while the schema has no tables yet. */
export const readStandings = async (query: Query, schema: string): Promise<Standing[]> => {
  const [table] = await query<{ exists: boolean }>('select to_regclass($1) is not null as exists', [`${schema}.projections`]);
  if (!table!.exists) return [];
  return query<Standing>(`
    select name, version, position, stream_created as "streamCreated", updated_at as "updatedAt" from ${schema}.projections`);
};
