import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort, spawnBound } from '@tickettape/local-stack';
import { programEnv } from './program-env.js';
import { until } from './until.js';

export type SpawnedService = {
  url: string;
  pid: number;
  /** What it printed so far, line by line in both streams' order of arrival. */
  logs: () => string[];
  /** Ends it as a crash of the machine would. */
  kill9: () => Promise<void>;
  /** Asks it to finish and waits; gives its exit code. */
  stop: () => Promise<number | null>;
  /** Resolves when it has ended, for whatever reason, to its exit code; null after a signal. */
  ended: Promise<number | null>;
};

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Patching every module for traces that nobody receives is a fifth of a start. */
const isTraced = (env: NodeJS.ProcessEnv): boolean => env['OTEL_EXPORTER_OTLP_ENDPOINT'] !== undefined;

/** Starts `apps/<app>` from its build, as the launcher does, and waits until it says it is ready, or only that it lives. */
export const spawnService = async (app: string, env: NodeJS.ProcessEnv, awaited: 'ready' | 'live' = 'ready'): Promise<SpawnedService> => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const lines: string[] = [];
  const child = spawnBound({
    name: app,
    command: process.execPath,
    args: ['--import', '@tickettape/telemetry/otel', 'dist/main.js'],
    cwd: `${root}apps/${app}`,
    env: { ...programEnv, NODE_ENV: 'test', OTEL_SDK_DISABLED: String(!isTraced(env)), ...env, PORT: String(port) },
    stopSignal: 'SIGKILL',
    graceMs: 0,
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => lines.push(...String(data).trimEnd().split('\n')));

  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    return (await exited)[0];
  };
  const ended = exited.then(([code]) => Promise.reject(new Error(`${app} ended with ${code}:\n${lines.slice(-20).join('\n')}`)));
  ended.catch(() => undefined);
  const ready = until(async () => (await fetch(`${url}/health/${awaited}`)).ok, { timeoutMs: 60_000, label: `${app} is ${awaited}` });
  await Promise.race([ready, ended]).catch(async (error: unknown) => {
    await end('SIGKILL');
    throw new Error(`${app} did not become ${awaited}:\n${lines.slice(-20).join('\n')}`, { cause: error });
  });
  return {
    url,
    pid: child.pid!,
    logs: () => lines,
    kill9: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    ended: exited.then(([code]) => code),
  };
};
