import type { QueryConfig } from 'pg';

/** A prepared statement with its values: what a pure function asks the database to do. */
export type Statement = Required<Pick<QueryConfig<unknown[]>, 'name' | 'text' | 'values'>>;
