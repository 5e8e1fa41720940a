import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { connectTape, type Tape } from '@tickettape/jetstream';
import { freshNats, type FreshDatabase, type FreshNats, type FreshPostgres } from '@tickettape/testing';
import { Replicas } from './replicas.js';

/** What one run has to itself; the PostgreSQL server is shared with the runs before and after, its database is not. */
export type World = {
  nats: FreshNats;
  postgres: FreshPostgres;
  database: FreshDatabase;
  tape: Tape;
  replicas: Replicas;
  /** Faults of servers so far. */
  upheavals: { begun: number; ended: number };
  close: () => Promise<void>;
};

const storageFolder = fileURLToPath(new URL('../../../apps/storage', import.meta.url));

/** Starts NATS and two replicas of storage on an empty, migrated database. */
export const openWorld = async (postgres: FreshPostgres): Promise<World> => {
  const [nats, database] = await Promise.all([freshNats(), postgres.createDatabase()]);
  await promisify(execFile)(process.execPath, ['dist/migrate.js'], {
    cwd: storageFolder,
    env: { ...process.env, DATABASE_URL: database.url },
  });
  const replicas = new Replicas({ NATS_URL: nats.url, DATABASE_URL: database.url });
  await replicas.startAll();
  const tape = await connectTape({ servers: nats.url, name: 'recorder' });
  const close = async () => {
    await replicas.killAll();
    await tape.nc.close();
    await Promise.all([nats.stop(), database.drop()]);
  };
  return { nats, postgres, database, tape, replicas, upheavals: { begun: 0, ended: 0 }, close };
};
