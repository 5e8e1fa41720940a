import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort, spawnBound } from '@tickettape/local-stack';
import { askForServer } from './ask-for-server.js';
import { until } from './until.js';

export type Sample = { metric: Record<string, string>; value: [number, string] };

export type FreshPrometheus = {
  url: string;
  /** An instant query, now. Throws what the server says is wrong with it. */
  query: (expression: string) => Promise<Sample[]>;
  /** A GET of its HTTP API, e.g. `/api/v1/rules`; gives `data`. */
  get: <Data>(path: string, parameters?: Record<string, string>) => Promise<Data>;
  stop: () => Promise<void>;
};

const programs = async (): Promise<{ binFolder: string; folder: string }> => {
  const server = await askForServer('prometheus');
  if ('url' in server) throw new Error('Prometheus is offered as programs only');
  return server;
};

/** Runs a program of Prometheus in `cwd` and gives what it printed; throws with that where it finds fault. */
const tool =
  (name: 'promtool' | 'amtool') =>
  async (args: readonly string[], cwd: string): Promise<string> => {
    const { binFolder } = await programs();
    try {
      const { stdout, stderr } = await promisify(execFile)(join(binFolder, name), args, { cwd });
      return stdout + stderr;
    } catch (error) {
      const { stdout, stderr } = error as { stdout?: string; stderr?: string };
      throw new Error(`${name} ${args.join(' ')}:\n${stdout ?? ''}${stderr ?? ''}`, { cause: error });
    }
  };

export const promtool = tool('promtool');
export const amtool = tool('amtool');

/** A Prometheus of its own for one test file, with exemplars, that follows `config` (YAML). */
export const freshPrometheus = async (config: string): Promise<FreshPrometheus> => {
  const { binFolder, folder: runFolder } = await programs();
  const [folder, port] = [await mkdtemp(join(runFolder, 'prometheus-')), await freePort()];
  await writeFile(join(folder, 'prometheus.yaml'), config);
  const url = `http://127.0.0.1:${port}`;
  const lines: string[] = [];
  const child = spawnBound({
    name: 'prometheus',
    command: join(binFolder, 'prometheus'),
    args: [
      '--config.file=prometheus.yaml',
      `--storage.tsdb.path=${folder}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--enable-feature=exemplar-storage',
    ],
    cwd: folder,
    stopSignal: 'SIGKILL',
    graceMs: 0,
  });
  const gone = once(child, 'exit');
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => lines.push(String(data)));
  const ended = gone.then(() => Promise.reject(new Error(`prometheus ended:\n${lines.slice(-10).join('')}`)));
  ended.catch(() => undefined);
  await Promise.race([until(async () => (await fetch(`${url}/-/ready`)).ok, { timeoutMs: 20_000, label: 'prometheus is ready' }), ended]);

  const get = async <Data>(path: string, parameters: Record<string, string> = {}): Promise<Data> => {
    const response = await fetch(`${url}${path}?${new URLSearchParams(parameters).toString()}`);
    const body = (await response.json()) as { status: string; data: Data; error?: string };
    if (body.status !== 'success') throw new Error(`${body.error}: ${JSON.stringify(parameters)}`);
    return body.data;
  };
  return {
    url,
    get,
    query: async (query) => (await get<{ result: Sample[] }>('/api/v1/query', { query })).result,
    stop: async () => {
      child.kill('SIGKILL');
      await gone;
      await rm(folder, { recursive: true, force: true });
    },
  };
};
