import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { connectTape, type Tape } from '@tickettape/jetstream';
import {
  freshDatabase,
  freshNats,
  programEnv,
  spawnService,
  type FreshDatabase,
  type FreshNats,
  type SpawnedService,
} from '@tickettape/testing';

export type ServiceName = 'sheet-sync' | 'collector' | 'storage' | 'notifier';
export const serviceNames: readonly ServiceName[] = ['storage', 'notifier', 'collector', 'sheet-sync'];

export type System = {
  nats: FreshNats;
  database: FreshDatabase;
  tape: Tape;
  url: (name: ServiceName) => string;
  logs: (name: ServiceName) => string[];
  /** Ends a service without warning and starts it again. */
  crash: (name: ServiceName) => Promise<void>;
  /** Asks a service to finish; gives its exit code. It is not started again. */
  finish: (name: ServiceName) => Promise<number | null>;
  stop: () => Promise<void>;
};

export type SystemSettings = {
  /** The two tabs as CSV, or the addresses they are read from. */
  sheet: { events: string; watches?: string } | { url: string; watchesUrl?: string };
  sourceUrl: string;
  env?: NodeJS.ProcessEnv;
};

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The four services as processes on servers of their own, as the launcher starts them. */
export const startSystem = async ({ sheet, sourceUrl, env = {} }: SystemSettings): Promise<System> => {
  const [nats, database, folder] = await Promise.all([freshNats(), freshDatabase(), mkdtemp(join(tmpdir(), 'tickettape-system-'))]);
  const common = {
    NATS_URL: nats.url,
    DATABASE_URL: database.url,
    SOURCE_URL: sourceUrl,
    SYNC_INTERVAL_SECONDS: '2',
    SWEEP_INTERVAL_SECONDS: '1',
    INTERVAL_SPEED: '3',
    REQUEST_DELAY_MIN_SECONDS: '0',
    REQUEST_DELAY_MAX_SECONDS: '0.01',
    ...(await sheetVariables(sheet, folder)),
    ...env,
  };
  const running = new Map<ServiceName, SpawnedService>();
  const start = async (name: ServiceName) => void running.set(name, await spawnService(name, common));
  const others = serviceNames.filter((name) => name !== 'storage');
  await Promise.all([migrate(database.url).then(() => start('storage')), ...others.map(start)]);
  const tape = await connectTape({ servers: nats.url, name: 'spec' });

  return {
    nats,
    database,
    tape,
    url: (name) => running.get(name)!.url,
    logs: (name) => running.get(name)!.logs(),
    crash: async (name) => {
      await running.get(name)!.kill9();
      await start(name);
    },
    finish: async (name) => {
      const service = running.get(name)!;
      running.delete(name);
      return service.stop();
    },
    stop: async () => {
      await Promise.all([...running.values()].map((service) => service.kill9()));
      await tape.nc.close();
      await Promise.all([nats.stop(), database.drop(), rm(folder, { recursive: true, force: true })]);
    },
  };
};

const migrate = (databaseUrl: string) =>
  promisify(execFile)(process.execPath, ['dist/migrate.js'], {
    cwd: `${root}apps/storage`,
    env: { ...programEnv, DATABASE_URL: databaseUrl },
  });

const sheetVariables = async (sheet: SystemSettings['sheet'], folder: string): Promise<NodeJS.ProcessEnv> => {
  if ('url' in sheet) return { SHEET: sheet.url, SHEET_WATCHES: sheet.watchesUrl };
  await writeFile(join(folder, 'events.csv'), sheet.events);
  if (sheet.watches) await writeFile(join(folder, 'watches.csv'), sheet.watches);
  return { SHEET: join(folder, 'events.csv') };
};
