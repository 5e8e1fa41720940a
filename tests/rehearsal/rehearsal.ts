import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { connectTape, type Tape } from '@tickettape/jetstream';
import { freshDatabase, programEnv, spawnService, until, type FreshDatabase, type SpawnedService } from '@tickettape/testing';
import { startNatsCluster, type NatsCluster, type NatsNode, type NatsUser } from '../deploy/cluster/nats-cluster.js';
import { serviceNames, type ServiceName } from '../system/system.js';

export type Rehearsal = {
  nats: NatsCluster;
  /** As an operator. */
  tape: Tape;
  database: FreshDatabase;
  /** Idempotency keys of what people received, in the order of arrival. */
  received: string[];
  logs: (name: ServiceName) => string[];
  /** As a rolling update does it: asked to finish, waited for, started again, waited for; gives the exit code. */
  roll: (name: ServiceName, replica: number) => Promise<number | null>;
  /** The same for a server of NATS; resolves when it and every stream are whole again. */
  rollNats: (server: NatsNode) => Promise<void>;
  /** For files of this run. */
  folder: string;
  /** What a program is given to reach NATS as `user`. */
  environmentOf: (user: NatsUser) => Promise<NodeJS.ProcessEnv>;
  /** Asks both replicas to finish. */
  finish: (name: ServiceName) => Promise<void>;
  stop: () => Promise<void>;
};

const root = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);
const replicas = [0, 1];

/** Production as plain processes: three servers of NATS with users and TLS, a tape declared by the operator, two replicas of every service, the simulator under load. */
export const startRehearsal = async (more: NodeJS.ProcessEnv = {}): Promise<Rehearsal> => {
  const folder = await mkdtemp(join(tmpdir(), 'tickettape-rehearsal-'));
  const [nats, database, people] = await Promise.all([startNatsCluster({ size: 3, tls: true }), freshDatabase(), listen()]);
  const market = await spawnService('marketplace', {
    SEED: '7',
    SPEED: '2000',
    EVENTS: '4',
    FAULTS: 'none',
    EPOCH: new Date().toISOString(),
  });

  await runJob('apps/storage', ['dist/migrate.js'], { DATABASE_URL: database.url });
  await runJob('apps/cli', ['bin/tape.mjs', 'declare', '--replicas', '3', '--json'], await natsEnvironment(nats, 'operator', folder));

  const common = {
    NODE_ENV: 'production',
    TAPE_DECLARED: 'true',
    DATABASE_URL: database.url,
    SOURCE_URL: market.url,
    SYNC_INTERVAL_SECONDS: '2',
    LEASE_SECONDS: '3',
    SWEEP_INTERVAL_SECONDS: '1',
    INTERVAL_SPEED: '3',
    REQUEST_DELAY_MIN_SECONDS: '0',
    REQUEST_DELAY_MAX_SECONDS: '0.01',
    WEBHOOK_URL: people.url,
    WEBHOOK_SECRET: 'a-secret-of-this-test',
    ...(await copySheet(market.url, folder)),
    ...more,
  };
  const running = new Map<string, SpawnedService>();
  const keyOf = (name: ServiceName, replica: number) => `${name}-${replica}`;
  const start = async (name: ServiceName, replica: number) =>
    void running.set(keyOf(name, replica), await spawnService(name, { ...common, ...(await natsEnvironment(nats, name, folder)) }));
  for (const replica of replicas) await Promise.all(serviceNames.map((name) => start(name, replica)));
  const tape = await connectTape({ ...nats.as('operator'), name: 'spec' });

  return {
    nats,
    tape,
    database,
    received: people.received,
    folder,
    environmentOf: (user) => natsEnvironment(nats, user, folder),
    logs: (name) => replicas.flatMap((replica) => running.get(keyOf(name, replica))?.logs() ?? []),
    roll: async (name, replica) => {
      const code = await running.get(keyOf(name, replica))!.stop();
      await start(name, replica);
      return code;
    },
    rollNats: async (server) => {
      await server.drain();
      await server.start();
      await until(() => isWhole(tape), { timeoutMs: 60_000, label: `every stream has three copies after ${server.name}` });
    },
    finish: async (name) => {
      await Promise.all(replicas.map((replica) => running.get(keyOf(name, replica))!.stop()));
      for (const replica of replicas) running.delete(keyOf(name, replica));
    },
    stop: async () => {
      await Promise.all([...running.values(), market].map((service) => service.kill9()));
      await tape.nc.close();
      people.close();
      await Promise.all([nats.stop(), database.drop(), rm(folder, { recursive: true, force: true })]);
    },
  };
};

/** Every replica of every stream is current: only then may the next server go. */
const isWhole = async ({ jsm }: Tape): Promise<boolean> => {
  for await (const { config, cluster } of jsm.streams.list()) {
    const current = (cluster?.replicas ?? []).filter(({ current, offline }) => current && !offline);
    if (current.length + 1 < config.num_replicas || !cluster?.leader) return false;
  }
  return true;
};

/** As the pods are given it: the password in a file, and the certificate of the authority. */
const natsEnvironment = async (nats: NatsCluster, user: NatsUser, folder: string): Promise<NodeJS.ProcessEnv> => {
  const { servers, password, caFile } = nats.as(user);
  const file = join(folder, `${user}.password`);
  await writeFile(file, `${password}\n`, { mode: 0o600 });
  return { NATS_URL: servers, NATS_USER: user, NATS_PASSWORD_FILE: file, NATS_CA_FILE: caFile };
};

const runJob = (folder: string, args: string[], env: NodeJS.ProcessEnv) =>
  run(process.execPath, args, { cwd: `${root}${folder}`, env: { ...programEnv, NODE_ENV: 'production', ...env } });

const copySheet = async (marketUrl: string, folder: string): Promise<NodeJS.ProcessEnv> => {
  const textOf = async (path: string) => (await fetch(marketUrl + path)).text();
  await writeFile(join(folder, 'events.csv'), await textOf('/sheet.csv'));
  await writeFile(join(folder, 'watches.csv'), (await textOf('/watches.csv')).replaceAll(/\blog\b/g, 'webhook'));
  return { SHEET: join(folder, 'events.csv') };
};

const listen = async () => {
  const received: string[] = [];
  const server = createServer((request, response) => {
    received.push(String(request.headers['idempotency-key']));
    request.resume();
    request.on('end', () => response.writeHead(204).end());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    received,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
