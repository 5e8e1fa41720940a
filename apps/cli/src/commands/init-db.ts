import { startLocalStack } from '@tickettape/local-stack';
import { progressTo } from '../output/progress.js';
import { migrate } from '../run/migrate.js';
import { clone } from '../run/programs.js';
import { findRunningSystem } from '../services/find-running-system.js';
import { printJson, printText, type CommonOptions, type Terminal } from '../terminal.js';

/** Migrates DATABASE_URL, else the database of the running local system, else one that is started for it and stopped again. */
export const initDb = async ({ json = false }: CommonOptions, terminal: Terminal): Promise<number> => {
  const progress = progressTo(terminal.stderr);
  const databaseUrl = terminal.env['DATABASE_URL'] || (await findRunningSystem(terminal.env))?.databaseUrl;
  if (databaseUrl) {
    progress('migrating the database');
    await migrate(databaseUrl);
  } else {
    await migrateLocalDatabase(terminal, progress);
  }
  if (json) printJson(terminal, { migrated: true });
  else printText(terminal, 'The database has the current schema');
  return 0;
};

const migrateLocalDatabase = async ({ env }: Terminal, progress: (step: string) => void): Promise<void> => {
  const stack = await startLocalStack({ clone, env, onStep: progress });
  try {
    progress('migrating the database');
    await migrate(stack.databaseUrl);
  } finally {
    progress('stopping the servers');
    await stack.stop();
  }
};
