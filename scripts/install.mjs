import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { root } from './paths.mjs';
import { run } from './run.mjs';

/** Whether npm's note of what it installed holds everything the lockfile asks for on every platform. */
export const isInstalled = (lock, installed) =>
  Object.entries(lock)
    .filter(([path, { optional }]) => path.startsWith('node_modules/') && !optional)
    .every(([path, { version, link }]) => installed[path] && installed[path].version === version && installed[path].link === link);

export const dependenciesAreInstalled = () => {
  const note = `${root}node_modules/.package-lock.json`;
  return existsSync(note) && isInstalled(packagesOf(`${root}package-lock.json`), packagesOf(note));
};

/** Resolves to npm's exit code. */
export const install = () => {
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const [command, ...args] = [...npm, 'ci', '--loglevel=error'];
  return run(command, args, { stdio: ['ignore', 2, 2], env: { ...process.env, ...cacheWithoutHome() } });
};

const packagesOf = (path) => JSON.parse(readFileSync(path, 'utf8')).packages ?? {};

const cacheWithoutHome = () => {
  try {
    accessSync(process.env.HOME || homedir(), constants.W_OK);
    return {};
  } catch {
    return { npm_config_cache: `${tmpdir()}/tickettape-${process.getuid?.()}/npm` };
  }
};
