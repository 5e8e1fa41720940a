import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { streamNames } from '@tickettape/contracts';
import { freePort, natsServer, spawnBound } from '@tickettape/local-stack';
import { askForServer } from './ask-for-server.js';

export type FreshNats = {
  url: string;
  /** A connection that is closed by `stop`. It reconnects for as long as it takes. */
  connect: () => Promise<NatsConnection>;
  /** Ends the server as a power cut would. */
  kill9: () => Promise<void>;
  /** Starts it again on the same port with what it had stored. */
  restart: () => Promise<void>;
  /** Where it keeps its files; null where only its address is known. */
  folder: string | null;
  /** Ends it and removes its files. */
  stop: () => Promise<void>;
};

/**
 * An empty NATS server with JetStream of its own for one test file, configured like the local stack's where no `configFile` is given.
 * Where only the address of a server is known, its streams are deleted, if `TICKETTAPE_TEST_MAY_WIPE=1` allows that.
 */
export const freshNats = async (configFile?: string): Promise<FreshNats> => {
  const server = await askForServer('nats');
  return 'url' in server ? wipedNats(server.url) : privateNats(server.binFolder, server.folder, configFile);
};

const privateNats = async (binFolder: string, runFolder: string, configFile?: string): Promise<FreshNats> => {
  const folder = await mkdtemp(join(runFolder, 'nats-'));
  const { process: spec, url, ready } = await natsServer(binFolder, folder, await freePort(), configFile);
  const connections = connectionsTo(url);
  let child: ChildProcess | undefined;

  const start = async () => {
    child = spawnBound({ ...spec, stopSignal: 'SIGKILL' });
    child.stdout?.resume();
    child.stderr?.resume();
    await ready();
  };
  const kill9 = async () => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  const stop = async () => {
    await connections.close();
    await kill9();
    await rm(folder, { recursive: true, force: true });
  };
  await start();
  return { url, connect: connections.open, kill9, restart: start, folder, stop };
};

const wipedNats = async (url: string): Promise<FreshNats> => {
  if (process.env['TICKETTAPE_TEST_MAY_WIPE'] !== '1')
    throw new Error('The tests would delete all streams of the NATS server in NATS_URL; set TICKETTAPE_TEST_MAY_WIPE=1 to allow it');
  const connections = connectionsTo(url);
  const manager = await jetstreamManager(await connections.open());
  for (const name of streamNames) await manager.streams.delete(name).catch(() => undefined);
  const impossible = async () => {
    throw new Error('A NATS server that was only named cannot be killed or restarted by a test');
  };
  return { url, connect: connections.open, kill9: impossible, restart: impossible, folder: null, stop: connections.close };
};

const connectionsTo = (url: string) => {
  const open: NatsConnection[] = [];
  return {
    open: async () => {
      const connection = await connect({ servers: url, maxReconnectAttempts: -1, reconnectTimeWait: 50, reconnectJitter: 0 });
      open.push(connection);
      return connection;
    },
    close: async () => {
      await Promise.all(open.splice(0).map((connection) => connection.close()));
    },
  };
};
