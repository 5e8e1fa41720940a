import { access, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { waitForLock } from '../lock.js';
import { makeOpenFolder } from '../open-folder.js';
import { run } from '../processes/run.js';
import type { Recipe } from './recipes.js';
import { unpack } from './unpack.js';

const marker = 'COMPLETE';

/** The folder with the unpacked programs of `recipe`, downloaded at the first call on this machine. Safe to call from several processes at once. */
export const cachedPrefix = async (recipe: Recipe, cache: string, onStep: (text: string) => void): Promise<string> => {
  const folder = join(cache, `${recipe.id}-${process.arch}`);
  if (await isUsable(folder, recipe)) return folder;

  await makeOpenFolder(cache);
  const lock = await waitForLock(folder, (pid) => onStep(`waiting for process ${pid}, which is downloading ${recipe.title}`));
  try {
    if (!(await isUsable(folder, recipe))) await build(folder, recipe, onStep);
  } finally {
    await lock.release();
  }
  return folder;
};

/** Complete, and its program starts: a folder that was moved or copied from another machine is built again. */
const isUsable = async (folder: string, recipe: Recipe): Promise<boolean> => {
  try {
    await access(join(folder, marker));
    await askVersion(folder, recipe);
    return true;
  } catch {
    return false;
  }
};

const build = async (folder: string, recipe: Recipe, onStep: (text: string) => void): Promise<void> => {
  const stagingFolder = `${folder}.building`;
  await rm(stagingFolder, { recursive: true, force: true });
  await makeOpenFolder(stagingFolder);
  try {
    await unpack({ recipe, stagingFolder, finalFolder: folder, onStep });
    await writeFile(join(stagingFolder, marker), `${recipe.id}\n`);
    await rm(folder, { recursive: true, force: true });
    await rename(stagingFolder, folder);
  } finally {
    await rm(stagingFolder, { recursive: true, force: true });
  }
  await askVersion(folder, recipe);
};

const askVersion = (folder: string, { probe, probeArgs = ['--version'] }: Recipe): Promise<string> =>
  run(join(folder, probe), probeArgs, { timeoutMs: 10_000 });
