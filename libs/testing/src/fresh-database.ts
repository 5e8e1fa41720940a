import { randomBytes } from 'node:crypto';
import { Client, Pool } from 'pg';
import { askForServer } from './ask-for-server.js';

export type FreshDatabase = {
  url: string;
  pool: Pool;
  /** Ends the pool and removes the database, whoever is still connected. */
  drop: () => Promise<void>;
};

export type FreshDatabaseOptions = {
  /** Creates the extension in it. @default false */
  timescale?: boolean;
};

/** An empty database of its own for one test file. */
export const freshDatabase = async (options: FreshDatabaseOptions = {}): Promise<FreshDatabase> => {
  const server = await askForServer('postgres');
  if (!('url' in server)) throw new Error('The test run gave no database address');
  return createDatabase(server.url, options);
};

/** An empty database on the server of `serverUrl`. */
export const createDatabase = async (serverUrl: string, { timescale = false }: FreshDatabaseOptions = {}): Promise<FreshDatabase> => {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdmin(serverUrl, `create database ${name}`);

  const url = withDatabase(serverUrl, name);
  const pool = new Pool({ connectionString: url, max: 4 });
  // The drop below cuts idle connections; without a listener that would end the test process.
  pool.on('error', () => undefined);
  if (timescale) await pool.query('create extension timescaledb');
  return {
    url,
    pool,
    drop: async () => {
      await pool.end();
      await asAdmin(serverUrl, `drop database if exists ${name} with (force)`);
    },
  };
};

const withDatabase = (url: string, name: string): string => Object.assign(new URL(url), { pathname: `/${name}` }).href;

const asAdmin = async (url: string, statement: string): Promise<void> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
};
