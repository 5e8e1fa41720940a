import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '@tickettape/errors';
import type { ProcessSpec } from '../processes/process-spec.js';
import { waitUntil } from '../wait-until.js';
import { readNatsInfo } from './nats-info.js';

export type NatsServer = { process: ProcessSpec; url: string; ready: () => Promise<void> };

const localConfigFile = fileURLToPath(new URL('../../../../deploy/local/nats.conf', import.meta.url));

/** A NATS server with JetStream that keeps everything in `folder`; not started yet. */
export const natsServer = async (binFolder: string, folder: string, port: number, configFile = localConfigFile): Promise<NatsServer> => {
  await mkdir(folder, { recursive: true });
  const url = `nats://127.0.0.1:${port}`;
  const serverName = `tickettape-${port}-${process.pid}`;
  const args = ['-c', configFile, '-n', serverName, '-a', '127.0.0.1', '-p', String(port), '-sd', folder];
  return {
    url,
    process: { name: 'nats', command: join(binFolder, 'nats-server'), args, stopSignal: 'SIGTERM', graceMs: 10_000 },
    ready: () => waitUntil(() => expectServer(url, serverName), 15_000, 20),
  };
};

const expectServer = async (url: string, serverName: string): Promise<void> => {
  const info = await readNatsInfo(url).catch((cause: unknown) => {
    throw new AppError('NATS_UNAVAILABLE', { detail: url, cause });
  });
  if (info.serverName !== serverName) throw new AppError('NATS_UNAVAILABLE', { detail: `another server listens on ${url}` });
};
