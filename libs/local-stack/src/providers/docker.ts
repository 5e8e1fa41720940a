import { fileURLToPath } from 'node:url';
import { shortHash } from '../folders.js';
import { run } from '../processes/run.js';
import { rememberedPort } from '../ports.js';
import type { Found, Provider, RunningServer } from './provider.js';

const composeFile = fileURLToPath(new URL('../../../../deploy/local/compose.yaml', import.meta.url));

type Service = 'nats' | 'postgres';
type Ports = Record<Service, number>;

/** The arguments of `docker` that act on one service of one run's compose project. */
export const composeArguments = (dataFolder: string, ...command: string[]): string[] => {
  const project = `tickettape-${shortHash(dataFolder)}`;
  return ['compose', '--file', composeFile, '--project-name', project, ...command];
};

/** The variables `deploy/local/compose.yaml` asks for. */
export const composeVariables = ({ nats, postgres }: Ports) => ({ NATS_PORT: String(nats), POSTGRES_PORT: String(postgres) });

const urls: Record<Service, (port: number) => string> = {
  nats: (port) => `nats://127.0.0.1:${port}`,
  postgres: (port) => `postgres://tickettape@127.0.0.1:${port}/tickettape`,
};

const name = 'Docker';

export const isDocker = ({ provider }: Found): boolean => provider === name;

const docker = (service: Service): Provider => ({
  name,
  offer: async ({ dataFolder, env, onStep }) => {
    // A client without an engine may wait for long; nobody should notice that it was asked.
    await run('docker', ['info', '--format', '{{.ServerVersion}}'], { timeoutMs: 3_000 });
    await run('docker', ['compose', 'version'], { timeoutMs: 3_000 });

    const compose = async (...command: string[]) => {
      const ports = { nats: await rememberedPort(dataFolder, 'nats'), postgres: await rememberedPort(dataFolder, 'postgres') };
      await run('docker', composeArguments(dataFolder, ...command), { env: { ...process.env, ...env, ...composeVariables(ports) } });
      return ports;
    };
    onStep(`pulling the Docker image of ${service}`);
    await compose('pull', '--policy', 'missing', '--quiet', service);
    return {
      kind: 'service',
      start: async (): Promise<RunningServer> => {
        const ports = await compose('up', '--detach', '--wait', service);
        return { url: urls[service](ports[service]), stop: async () => void (await compose('stop', service)) };
      },
    };
  },
});

export const dockerNats = docker('nats');
export const dockerPostgres = docker('postgres');

/** Removes the containers and volumes of this run. */
export const removeContainers = (dataFolder: string): Promise<unknown> =>
  run('docker', composeArguments(dataFolder, 'down', '--volumes'), {
    env: { ...process.env, ...composeVariables({ nats: 1, postgres: 1 }) },
  });
