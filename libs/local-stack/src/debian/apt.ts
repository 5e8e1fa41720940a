import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../processes/run.js';
import { aptConfig } from './apt-config.js';
import { parseDeb822, parseOneLine, sourcesForSuite } from './apt-sources.js';

/** A package manager of its own, in one folder that can be thrown away. */
export type PrivateApt = { architecture: string; root: string; run: (args: readonly string[], cwd?: string) => Promise<string> };

/** Throws when the machine has no dpkg or knows no Debian archive. */
export const preparePrivateApt = async (root: string, suite: string): Promise<PrivateApt> => {
  const architecture = (await run('dpkg', ['--print-architecture'])).trim();
  const sources = sourcesForSuite(await machineSources('/etc/apt'), suite);
  if (sources === null) throw new Error('the apt sources of this machine name no Debian archive');

  for (const folder of ['sources', 'state/lists/partial', 'cache/archives/partial']) await mkdir(join(root, folder), { recursive: true });
  await writeFile(join(root, 'sources/tickettape.sources'), sources);
  await writeFile(join(root, 'state/status'), '');
  await writeFile(join(root, 'apt.conf'), aptConfig({ root, architecture, asRoot: process.getuid?.() === 0 }));

  const env = { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' };
  return { architecture, root, run: (args, cwd) => run('apt-get', ['-q', '-c', join(root, 'apt.conf'), ...args], { cwd, env }) };
};

const machineSources = async (folder: string) => {
  const parts = (await readdir(join(folder, 'sources.list.d')).catch(() => [])).map((name) => join(folder, 'sources.list.d', name));
  const texts = await Promise.all(
    [join(folder, 'sources.list'), ...parts].map(async (path) => ({ path, text: await readFile(path, 'utf8').catch(() => '') })),
  );
  return texts.flatMap(({ path, text }) => {
    if (path.endsWith('.sources')) return parseDeb822(text);
    return path.endsWith('.list') ? parseOneLine(text) : [];
  });
};
