import type { FreshDatabase } from '@tickettape/testing';
import { afterAll, beforeAll } from 'vitest';
import { Database } from './database.js';
import { freshMigratedDatabase } from './migrated.examples.js';

export let fresh: FreshDatabase;
export let database: Database;

/** An empty database with the current schema for the file, and ours of it. */
export const useDatabase = (): void => {
  beforeAll(async () => {
    fresh = await freshMigratedDatabase();
    database = new Database(fresh.url);
  });
  afterAll(async () => {
    await database.onApplicationShutdown();
    await fresh.drop();
  });
};
