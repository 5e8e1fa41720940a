import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Pool, types, type PoolClient, type QueryResultRow } from 'pg';
import { asUnavailable } from './unavailable.js';

/** Milliseconds; an admin question that takes longer is not worth its answer. */
const statementTimeoutMs = 20_000;

type Parse = (text: string) => unknown;

/** Counts and money are safe integers on the tape, so they are numbers here, and instants are ISO 8601 in UTC, as there. */
const parsers: Readonly<Record<number, Parse>> = {
  [types.builtins.INT8]: Number,
  [types.builtins.TIMESTAMPTZ]: (text) => (types.getTypeParser(types.builtins.TIMESTAMPTZ)(text) as Date).toISOString(),
};
const bigintArray = 1016;

const getTypeParser: typeof types.getTypeParser = (oid: number, format?: 'text' | 'binary') => {
  const parse = types.getTypeParser(oid, format as 'text') as Parse;
  if (oid === bigintArray)
    return (text: string) => (parse(text) as (string | null)[]).map((value) => (value === null ? null : Number(value)));
  return parsers[oid] ?? parse;
};

export type Query = <Row extends QueryResultRow>(text: string, values?: unknown[]) => Promise<Row[]>;

/** Reads for the admin endpoints; nothing can be written through it. Throws DATABASE_UNAVAILABLE and DATABASE_NOT_MIGRATED. */
@Injectable()
export class Database implements OnApplicationShutdown {
  private readonly pool: Pool;

  constructor(url: string) {
    this.pool = new Pool({
      connectionString: url,
      application_name: 'tickettape-storage admin',
      max: 4,
      connectionTimeoutMillis: 5_000,
      statement_timeout: statementTimeoutMs,
      options: '-c default_transaction_read_only=on',
      types: { getTypeParser },
    });
    // A broken idle connection is replaced by the pool; without a listener it would end the process.
    this.pool.on('error', () => undefined);
  }

  readonly query: Query = <Row extends QueryResultRow>(text: string, values: unknown[] = []) => ask<Row>(this.pool, text, values);

  /** All queries of `work` see the tables as they are at its beginning. */
  async snapshot<Value>(work: (query: Query) => Promise<Value>): Promise<Value> {
    const client = await this.pool.connect().catch((error: unknown) => {
      throw asUnavailable(error);
    });
    const query: Query = (text, values = []) => ask(client, text, values);
    try {
      await query('begin isolation level repeatable read');
      // A rebuild cannot take the place of the tables between two of the queries.
      await query('lock table projections in access share mode');
      return await work(query);
    } finally {
      // A connection that cannot end its transaction is of no further use.
      await client.query('rollback').then(
        () => client.release(),
        (error: Error) => client.release(error),
      );
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}

const ask = async <Row extends QueryResultRow>(client: Pool | PoolClient, text: string, values: unknown[]): Promise<Row[]> => {
  try {
    return (await client.query<Row>(text, values)).rows;
  } catch (error) {
    throw asUnavailable(error);
  }
};
