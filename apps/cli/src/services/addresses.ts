import type { RunningSystem } from './run-file.js';
import { serviceNames, type ServiceName } from './names.js';

type Env = Readonly<Record<string, string | undefined>>;

/** Where to find what a command talks to; null where nobody told. */
export type Addresses = {
  services: Readonly<Record<ServiceName, string | null>>;
  natsUrl: string | null;
  databaseUrl: string | null;
};

export type AddressOptions = Partial<Record<`${'sheetSync' | 'collector' | 'storage' | 'notifier'}Url`, string>>;

const optionOf = { 'sheet-sync': 'sheetSyncUrl', collector: 'collectorUrl', storage: 'storageUrl', notifier: 'notifierUrl' } as const;
const variableOf = {
  'sheet-sync': 'SHEET_SYNC_URL',
  collector: 'COLLECTOR_URL',
  storage: 'STORAGE_URL',
  notifier: 'NOTIFIER_URL',
} as const;

/** What is said on the command line wins over the environment, and that over the system that runs on this machine. */
export const resolveAddresses = (options: AddressOptions, env: Env, running: RunningSystem | null): Addresses => {
  const addressOf = (name: ServiceName) => options[optionOf[name]] ?? set(env[variableOf[name]]) ?? running?.services[name] ?? null;
  return {
    services: Object.fromEntries(serviceNames.map((name) => [name, addressOf(name)])) as Addresses['services'],
    natsUrl: set(env['NATS_URL']) ?? running?.natsUrl ?? null,
    databaseUrl: set(env['DATABASE_URL']) ?? running?.databaseUrl ?? null,
  };
};

/** An empty variable counts as not set. */
const set = (value: string | undefined): string | undefined => value || undefined;

/** An address that can be shown: without user name and password. */
export const withoutPassword = (address: string): string => address.replace(/^(\w+:\/\/[^:@/]*):[^@/]*@/, '$1@');
