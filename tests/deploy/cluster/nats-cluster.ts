import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { NatsAccess } from '@tickettape/jetstream';
import { freePort, spawnBound } from '@tickettape/local-stack';
import { askForServer, until } from '@tickettape/testing';
import { k8sFolder } from '../build-manifests.js';
import { makeCertificate } from './certificate.js';

export const natsUsers = ['sheet-sync', 'collector', 'storage', 'notifier', 'backup', 'operator', 'system', 'route'] as const;
export type NatsUser = (typeof natsUsers)[number];

export type NatsCluster = {
  as: (user: NatsUser) => NatsAccess;
  servers: NatsNode[];
  stop: () => Promise<void>;
};

export type NatsNode = {
  name: string;
  pid: () => number;
  /** As Kubernetes does it: lame duck first, then the end; resolves when it has ended. */
  drain: () => Promise<void>;
  start: () => Promise<void>;
  /** Whether the probe of readiness would succeed. */
  ready: () => Promise<boolean>;
  /** What it logged of users who asked for more than they may. */
  refused: () => readonly string[];
};

export type NatsClusterSettings = { size: 1 | 3; tls: boolean };

/**
 * The production configuration of NATS, from the files of the manifests, as plain processes of this machine. Only addresses and folders differ:
 * ports are given on the command line, and what lies in a pod's volumes lies in a temporary folder.
 */
export const startNatsCluster = async ({ size, tls }: NatsClusterSettings): Promise<NatsCluster> => {
  const offer = await askForServer('nats');
  if (!('binFolder' in offer)) throw new Error('The production configuration needs the program of NATS; NATS_URL names only a server');
  const folder = await mkdtemp(join(offer.folder, 'cluster-'));
  const tlsFolder = join(folder, 'tls');
  if (tls) await makeCertificate(tlsFolder);

  const ports = await Promise.all(
    Array.from({ length: size }, async () => ({ client: await freePort(), route: await freePort(), monitor: await freePort() })),
  );
  const passwords = Object.fromEntries(natsUsers.map((user) => [user, `p${user}-of-the-test`]));
  const routes = ports.map(({ route }) => `nats://route:${passwords['route']}@127.0.0.1:${route}`);
  const env = {
    ...Object.fromEntries(natsUsers.map((user) => [`${user.replaceAll('-', '_').toUpperCase()}_PASSWORD`, passwords[user]])),
    ...Object.fromEntries([0, 1, 2].map((index) => [`ROUTE_${index}`, routes[index] ?? routes[0]])),
  };
  const servers = ports.map((port, index) =>
    natsNode({ command: join(offer.binFolder, 'nats-server'), name: `nats-${index}`, folder, env, clustered: size > 1, ...port }),
  );
  await Promise.all(servers.map(({ name }) => copyConfiguration(folder, name, { size, tls })));
  await Promise.all(servers.map((server) => server.start()));
  const led = async () => (await Promise.all(servers.map((server) => server.hasLeader()))).every(Boolean);
  await until(led, { timeoutMs: 60_000, label: 'the servers of NATS have a leader' });
  return {
    as: (user) => ({
      servers: ports.map(({ client }) => `${tls ? 'tls' : 'nats'}://127.0.0.1:${client}`).join(','),
      user,
      password: passwords[user]!,
      ...(tls && { caFile: join(tlsFolder, 'ca.crt') }),
    }),
    servers,
    stop: async () => {
      await Promise.all(servers.map((server) => server.kill()));
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};

const copyConfiguration = async (folder: string, name: string, { size, tls }: NatsClusterSettings): Promise<void> => {
  const target = join(folder, `${name}.conf`);
  const places = {
    '/etc/nats-tls/': `${folder}/tls/`,
    '/var/run/nats/nats.pid': join(folder, `${name}.pid`),
    'store_dir: /data': `store_dir: ${join(folder, name)}`,
  };
  await mkdir(target, { recursive: true });
  const base = join(k8sFolder, 'base/nats');
  for (const file of (await readdir(base)).filter((name) => name.endsWith('.conf'))) await cp(join(base, file), join(target, file));
  if (tls) for (const file of ['tls.conf', 'cluster-tls.conf']) await cp(join(k8sFolder, 'components/nats-tls', file), join(target, file));
  if (size === 1) await cp(join(k8sFolder, 'overlays/dev/cluster.conf'), join(target, 'cluster.conf'));
  for (const file of await readdir(target)) {
    let text = await readFile(join(target, file), 'utf8');
    for (const [pod, here] of Object.entries(places)) text = text.replaceAll(pod, here);
    await writeFile(join(target, file), text);
  }
};

type NodeSettings = {
  command: string;
  name: string;
  folder: string;
  env: Record<string, string | undefined>;
  clustered: boolean;
  client: number;
  route: number;
  monitor: number;
};

const natsNode = ({
  command,
  name,
  folder,
  env,
  clustered,
  client,
  route,
  monitor,
}: NodeSettings): NatsNode & { kill: () => Promise<void>; hasLeader: () => Promise<boolean> } => {
  const address = ['-a', '127.0.0.1', '-p', String(client), '-m', String(monitor)];
  const cluster = clustered ? ['--cluster', `nats://127.0.0.1:${route}`] : [];
  const said: string[] = [];
  const refused: string[] = [];
  let child: ChildProcess | undefined;

  const ask = async (path: string): Promise<boolean> =>
    (await fetch(`http://127.0.0.1:${monitor}${path}`, { signal: AbortSignal.timeout(2_000) }).catch(() => ({ ok: false }))).ok;
  const ready = () => ask('/healthz?js-server-only=true');
  const end = async (signal: NodeJS.Signals) => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  return {
    name,
    pid: () => child!.pid!,
    ready,
    refused: () => refused,
    start: async () => {
      child = spawnBound({
        name,
        command,
        args: ['-c', join(folder, `${name}.conf`, 'nats.conf'), ...address, ...cluster],
        env: { ...env, POD_NAME: name },
        stopSignal: 'SIGKILL',
        graceMs: 0,
      });
      said.length = 0;
      for (const stream of [child.stdout, child.stderr])
        createInterface(stream!).on('line', (line) => {
          said.push(line);
          if (line.includes('Violation')) refused.push(line);
        });
      const ended = once(child, 'exit').then(() => Promise.reject(new Error(`${name} ended:\n${said.slice(-30).join('\n')}`)));
      ended.catch(() => undefined);
      await Promise.race([until(ready, { timeoutMs: 60_000, label: `${name} is ready` }), ended]);
    },
    // What `nats-server -sl=ldm=<pid file>` sends, and after it Kubernetes' SIGTERM, which a server on its way out takes no notice of.
    drain: async () => {
      child?.kill('SIGUSR2');
      await until(() => said.some((line) => line.includes('lame duck mode')), { timeoutMs: 10_000, label: `${name} is a lame duck` });
      await end('SIGTERM');
    },
    kill: () => end('SIGKILL'),
    hasLeader: () => ask('/healthz'),
  };
};
