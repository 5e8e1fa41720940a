const prefixes = { rebuild: 'rebuild_', retired: 'retired_' } as const;

/**
 * `rebuild`: tables that are built beside the live ones. `retired`: those that were live until a rebuild took their place.
 * Each lives in a PostgreSQL schema of its own, whose name says since when, so that no two ever share a name.
 */
export type SchemaKind = keyof typeof prefixes;

/** Such as `rebuild_20261122013000123`: the instant in UTC with milliseconds. */
export const schemaName = (kind: SchemaKind, at: Date): string => prefixes[kind] + at.toISOString().replaceAll(/\D/g, '');

/** null for a schema that is not ours. */
export const kindOfSchema = (schema: string): SchemaKind | null => {
  const [, kind] = /^(rebuild|retired)_\d{17}$/.exec(schema) ?? [];
  return (kind as SchemaKind | undefined) ?? null;
};

/** The instant in the name of one of our schemas, ISO 8601 in UTC. */
export const schemaInstant = (schema: string): string =>
  schema.replace(/^.*_(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})$/, '$1-$2-$3T$4:$5:$6.$7Z');

/** Where people and dashboards find the tables. */
export const liveSchema = 'public';
