import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../processes/run.js';
import { preparePrivateApt, type PrivateApt } from './apt.js';
import { closureOf } from './closure.js';
import type { Recipe } from './recipes.js';

export type UnpackOptions = {
  recipe: Recipe;
  /** Where the files go now. */
  stagingFolder: string;
  /** Where they will be used, which is what they are made to look for. */
  finalFolder: string;
  onStep: (text: string) => void;
};

/** Downloads and unpacks the packages of `recipe`; nothing outside `stagingFolder` is written. */
export const unpack = async ({ recipe, stagingFolder, finalFolder, onStep }: UnpackOptions): Promise<void> => {
  const aptFolder = join(stagingFolder, '.apt');
  const apt = await preparePrivateApt(aptFolder, recipe.suite);
  onStep(`downloading ${recipe.title}`);
  await apt.run(['update']);
  const archives = await download(apt, recipe);
  onStep(`unpacking ${recipe.title}`);
  for (const archive of archives) await run('dpkg', ['-x', archive, stagingFolder]);
  await relocate(recipe, stagingFolder, finalFolder);
  await rm(aptFolder, { recursive: true });
};

const download = async (apt: PrivateApt, { packages, suite, withDependencies }: Recipe): Promise<string[]> => {
  const wanted = withDependencies
    ? closureOf(await apt.run(['-t', suite, '--simulate', 'install', ...packages])).map(({ name, version }) => `${name}=${version}`)
    : packages;
  const folder = join(apt.root, 'archives');
  await mkdir(folder);
  await apt.run(['download', ...wanted], folder);
  return (await readdir(folder)).map((name) => join(folder, name));
};

const loaderName = /^ld-linux.*\.so\.\d$/;

/** Points the programs at the unpacked loader and libraries. patchelf itself needs them too, so it runs through the loader. */
const relocate = async ({ relocated }: Recipe, stagingFolder: string, finalFolder: string): Promise<void> => {
  if (relocated === null) return;
  const programs = (await readdir(join(stagingFolder, relocated))).map((name) => join(stagingFolder, relocated, name));
  const { libraryFolder, loader } = await findLoader(stagingFolder);
  const libraries = join(stagingFolder, libraryFolder);
  const home = join(finalFolder, libraryFolder);
  // Only an rpath, not the runpath patchelf prefers, is also searched for the libraries of the libraries.
  const patch = ['--set-interpreter', join(home, loader), '--force-rpath', '--set-rpath', home];
  const patchelf = ['--library-path', libraries, join(stagingFolder, 'usr/bin/patchelf'), ...patch];
  await run(join(libraries, loader), [...patchelf, ...programs]);
};

const findLoader = async (folder: string): Promise<{ libraryFolder: string; loader: string }> => {
  for (const triplet of await readdir(join(folder, 'usr/lib'))) {
    const files = await readdir(join(folder, 'usr/lib', triplet)).catch(() => []);
    const loader = files.find((name) => loaderName.test(name));
    if (loader !== undefined) return { libraryFolder: join('usr/lib', triplet), loader };
  }
  throw new Error('the unpacked packages hold no C library');
};
