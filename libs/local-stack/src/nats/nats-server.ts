import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@tickettape/errors';
import type { ProcessSpec } from '../processes/process-spec.js';
import { waitUntil } from '../wait-until.js';
import { natsConfig } from './nats-config.js';
import { readNatsInfo } from './nats-info.js';

export type NatsServer = { process: ProcessSpec; url: string; ready: () => Promise<void> };

/** A NATS server with JetStream that keeps everything in `folder`; not started yet. */
export const natsServer = async (binary: string, folder: string, port: number): Promise<NatsServer> => {
  await mkdir(folder, { recursive: true });
  const configFile = join(folder, 'nats.conf');
  const serverName = `tickettape-${port}`;
  await writeFile(configFile, natsConfig({ port, serverName, storeFolder: folder }));
  const url = `nats://127.0.0.1:${port}`;
  return {
    url,
    process: { name: 'nats', command: binary, args: ['-c', configFile], stopSignal: 'SIGTERM', graceMs: 10_000 },
    ready: () => waitUntil(() => expectGreeting(url, serverName), 15_000, 20),
  };
};

const expectGreeting = async (url: string, serverName: string): Promise<void> => {
  const info = await readNatsInfo(url).catch((cause: unknown) => {
    throw new AppError('NATS_UNAVAILABLE', { detail: url, cause });
  });
  if (info.serverName !== serverName) throw new AppError('NATS_UNAVAILABLE', { detail: `another server listens on ${url}` });
};
