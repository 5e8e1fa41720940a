import { freshDatabase, type FreshDatabase } from '@tickettape/testing';
import { migrateDatabase } from './migrate-database.js';

/** An empty database with the current schema for one test file. */
export const freshMigratedDatabase = async (): Promise<FreshDatabase> => {
  const database = await freshDatabase();
  await migrateDatabase(database.url);
  return database;
};
