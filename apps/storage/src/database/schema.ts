import { AppError } from '@tickettape/errors';
import { neededMigrations } from './data-source.js';
import type { Writer } from './writer.js';

/** Throws DATABASE_NOT_MIGRATED when a migration that the program needs is not there yet. */
export const expectMigrated = async (writer: Writer): Promise<void> => {
  const missing = await missingMigrations(writer);
  if (missing.length === 0) return;
  const detail = `${missing.length} of ${neededMigrations.length} migrations are missing, the first is ${missing[0]}`;
  throw new AppError('DATABASE_NOT_MIGRATED', { detail });
};

const missingMigrations = async (writer: Writer): Promise<readonly string[]> => {
  const [table] = await writer.query<{ exists: boolean }>(`select to_regclass('migrations') is not null as exists`);
  if (!table!.exists) return neededMigrations;
  const applied = new Set((await writer.query<{ name: string }>('select name from migrations')).map(({ name }) => name));
  return neededMigrations.filter((name) => !applied.has(name));
};
