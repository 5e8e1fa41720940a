import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@tickettape/errors';
import { emptyDataFolder, openDataFolder } from './data-folder.js';
import { dataFolder } from './folders.js';
import { tryLock, type Lock } from './lock.js';
import { currentOwner } from './owner.js';
import { endLeftovers } from './processes/leftovers.js';
import { Supervisor, type ProcessEvent } from './processes/supervisor.js';
import { isDocker, removeContainers } from './providers/docker.js';
import { findServers } from './providers/find-servers.js';
import type { Found, RunningServer } from './providers/provider.js';
import { startNats, startPostgres } from './start-servers.js';

export type LocalStackOptions = {
  /** The root of the clone; its data folder is named after it. */
  clone: string;
  env: Readonly<Record<string, string | undefined>>;
  /** Forgets what an earlier run stored; servers given by an address are never emptied. @default false */
  fresh?: boolean;
  /** Gets a line for a person at each step that takes time. */
  onStep?: (text: string) => void;
  onEvent?: (event: ProcessEvent) => void;
};

export type LocalStack = {
  natsUrl: string;
  databaseUrl: string;
  /** Who provides each server, in words. */
  providers: { nats: string; postgres: string };
  /** Survives restarts; the log of each process is in its `logs`. */
  dataFolder: string;
  /** Runs the servers. Whatever else is started here is stopped before them. */
  supervisor: Supervisor;
  /** Stops everything; the same promise at every call. */
  stop: () => Promise<void>;
};

/**
 * Brings up NATS and TimescaleDB for one clone and waits until both answer.
 * Throws `LOCAL_STACK_BUSY` while another run of this clone holds its data, `LOCAL_STACK_UNAVAILABLE` when no provider can,
 * and leaves nothing running then.
 */
export const startLocalStack = async (options: LocalStackOptions): Promise<LocalStack> => {
  const folder = dataFolder(currentOwner(options.env), await realpath(options.clone));
  await openDataFolder(folder);
  const lock = await lockDataFolder(folder);
  const supervisor = new Supervisor({ folder, onEvent: options.onEvent });
  const started: RunningServer[] = [];
  const stop = once(async () => {
    await supervisor.stop();
    await Promise.all(started.map((server) => server.stop()));
    await lock.release();
  });
  try {
    return { ...(await bringUp(options, folder, supervisor, started)), dataFolder: folder, supervisor, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

const bringUp = async (
  { env, fresh = false, onStep = () => undefined }: LocalStackOptions,
  folder: string,
  supervisor: Supervisor,
  started: RunningServer[],
): Promise<Pick<LocalStack, 'natsUrl' | 'databaseUrl' | 'providers'>> => {
  await endLeftovers(join(folder, 'run'));
  const context = { env, dataFolder: folder, onStep };
  const { nats, postgres } = await findServers(context);
  if (fresh) await forget(folder, [nats, postgres]);

  onStep(`starting NATS (${nats.provider}) and TimescaleDB (${postgres.provider})`);
  const start = async (starting: Promise<RunningServer>) => {
    const server = await starting;
    started.push(server);
    return server.url;
  };
  const [natsUrl, databaseUrl] = await Promise.all([
    start(startNats(nats, folder, supervisor)),
    start(startPostgres(postgres, folder, supervisor)),
  ]);
  return { natsUrl, databaseUrl, providers: { nats: nats.provider, postgres: postgres.provider } };
};

const lockDataFolder = async (folder: string): Promise<Lock> => {
  const lock = await tryLock(folder);
  if ('release' in lock) return lock;
  throw new AppError('LOCAL_STACK_BUSY', { detail: `process ${lock.heldBy ?? 'unknown'} uses ${folder}` });
};

const forget = async (folder: string, found: readonly Found[]): Promise<void> => {
  if (found.some(isDocker)) await removeContainers(folder);
  await emptyDataFolder(folder);
};

const once = (act: () => Promise<void>): (() => Promise<void>) => {
  let done: Promise<void> | undefined;
  return () => (done ??= act());
};
