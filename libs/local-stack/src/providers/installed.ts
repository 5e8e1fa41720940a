import { access, readdir, readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { oldestNats } from '../nats/nats-info.js';
import { oldestPostgres, oldestTimescale } from '../postgres/postgres-versions.js';
import { run } from '../processes/run.js';
import { isAtLeast } from '../version.js';
import type { Provider } from './provider.js';

/** Reads OpenMetrics with exemplars and knows `keep_firing_for`. */
const oldestPrometheus = [2, 45];

/** Programs this machine has already, where they are new enough. */
export const installedNats: Provider = {
  name: 'nats-server on the PATH',
  offer: async ({ env }) => {
    const binFolder = await folderOnPath('nats-server', env['PATH'] ?? '');
    const version = await run(join(binFolder, 'nats-server'), ['--version'], { timeoutMs: 3_000 });
    if (!isAtLeast(version, oldestNats)) throw new Error(`is too old (${version.trim()})`);
    return { kind: 'programs', binFolder };
  },
};

export const installedPrometheus: Provider = {
  name: 'prometheus, promtool and amtool on the PATH',
  offer: async ({ env }) => {
    const binFolder = await folderOnPath('prometheus', env['PATH'] ?? '');
    const version = await run(join(binFolder, 'prometheus'), ['--version'], { timeoutMs: 3_000 });
    const number = /version (\S+)/.exec(version)?.[1] ?? '';
    if (!isAtLeast(number, oldestPrometheus)) throw new Error(`is too old (${number})`);
    for (const tool of ['promtool', 'amtool']) await run(join(binFolder, tool), ['--version'], { timeoutMs: 3_000 });
    return { kind: 'programs', binFolder };
  },
};

export const folderOnPath = async (program: string, path: string): Promise<string> => {
  for (const folder of path.split(delimiter).filter(Boolean)) {
    if (await exists(join(folder, program))) return folder;
  }
  throw new Error('is not installed');
};

/** Where Debian, Ubuntu and their derivatives put every release of PostgreSQL. */
const postgresFolder = '/usr/lib/postgresql';

export const installedPostgres: Provider = {
  name: `PostgreSQL in ${postgresFolder}`,
  offer: async () => {
    const releases = (await readdir(postgresFolder).catch(() => [])).sort((a, b) => Number(b) - Number(a));
    const release = releases.find((name) => isAtLeast(name, oldestPostgres));
    if (release === undefined) throw new Error(releases.length === 0 ? 'is not installed' : `is too old (${releases.join(', ')})`);
    const timescale = await extensionVersion(`/usr/share/postgresql/${release}/extension/timescaledb.control`);
    if (!isAtLeast(timescale, oldestTimescale)) throw new Error(`release ${release} has TimescaleDB ${timescale || 'not installed'}`);
    return { kind: 'programs', binFolder: join(postgresFolder, release, 'bin') };
  },
};

const extensionVersion = async (controlFile: string): Promise<string> =>
  /default_version\s*=\s*'([^']+)'/.exec(await readFile(controlFile, 'utf8').catch(() => ''))?.[1] ?? '';

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
