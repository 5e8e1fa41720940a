import { readConfig } from '@tickettape/config';
import { createLogger } from '@tickettape/telemetry';
import { DatabaseEnv } from './database/database-env.js';
import { migrateDatabase } from './database/migrate-database.js';

/** `node dist/migrate.js`: brings the database to the current schema and prints what was applied as one line of JSON. */
try {
  const { DATABASE_URL } = readConfig(DatabaseEnv, process.env);
  console.log(JSON.stringify(await migrateDatabase(DATABASE_URL)));
} catch (error) {
  createLogger('storage', 'info').fatal({ err: error }, 'cannot migrate');
  process.exitCode = 1;
}
