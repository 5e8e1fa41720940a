import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { AppError } from '@tickettape/errors';
import { clone } from './programs.js';

/** Brings the schema of the database up to date. Throws DATABASE_NOT_MIGRATED with the last words of the migration. */
export const migrate = (databaseUrl: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const env = { ...process.env, DATABASE_URL: databaseUrl };
    execFile(process.execPath, ['dist/migrate.js'], { cwd: join(clone, 'apps/storage'), env }, (cause, stdout, stderr) => {
      if (cause === null) return resolve();
      const lastWords = `${stdout}\n${stderr}`.trim().split('\n').slice(-5).join('\n');
      reject(new AppError('DATABASE_NOT_MIGRATED', { cause, detail: lastWords, fix: 'Check DATABASE_URL and the lines above' }));
    });
  });
