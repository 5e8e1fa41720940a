import { mkdir, open, readdir, realpath, rm } from 'node:fs/promises';
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
const relocate = async ({ relocated, nested }: Recipe, stagingFolder: string, finalFolder: string): Promise<void> => {
  if (relocated === null) return;
  const programs = await programsIn(join(stagingFolder, relocated));
  const { libraryFolders, loader } = await findLoader(stagingFolder);
  const libraries = await filesIn(stagingFolder, libraryFolders, nested?.libraries ?? []);
  const searched = nested ? [...libraryFolders, ...libraryFolders.map((folder) => join(folder, nested.folder))] : libraryFolders;
  const below = (folder: string, paths: readonly string[]) => paths.map((path) => join(folder, path)).join(':');
  // Only an rpath, not the runpath patchelf prefers, is also searched for the libraries of the libraries.
  const rpath = ['--force-rpath', '--set-rpath', below(finalFolder, searched)];
  const patchelf = ['--library-path', below(stagingFolder, libraryFolders), join(stagingFolder, 'usr/bin/patchelf'), ...rpath];
  await run(join(stagingFolder, loader), [...patchelf, '--set-interpreter', join(finalFolder, loader), ...programs]);
  if (libraries.length > 0) await run(join(stagingFolder, loader), [...patchelf, ...libraries]);
};

const filesIn = async (root: string, folders: readonly string[], names: readonly string[]): Promise<string[]> => {
  const found = await Promise.all(folders.flatMap((folder) => names.map((name) => realpath(join(root, folder, name)).catch(() => null))));
  return found.filter((file) => file !== null);
};

const elfMagic = '\u007fELF';

/** Beside programs the folder may hold their data. */
const programsIn = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ name }) => join(folder, name));
  const heads = await Promise.all(files.map((file) => headOf(file)));
  return files.filter((file, index) => heads[index] === elfMagic && !/\.so(\.\d+)*$/.test(file));
};

const headOf = async (file: string): Promise<string> => {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(elfMagic.length), 0, elfMagic.length, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await handle.close();
  }
};

/** Debian 12 keeps the C library in /lib, Debian 13 in /usr/lib. */
const findLoader = async (folder: string): Promise<{ libraryFolders: string[]; loader: string }> => {
  const libraryFolders: string[] = [];
  let loader: string | null = null;
  for (const base of ['usr/lib', 'lib']) {
    for (const triplet of (await readdir(join(folder, base)).catch(() => [])).filter((name) => name.endsWith('-linux-gnu'))) {
      libraryFolders.push(join(base, triplet));
      const name = (await readdir(join(folder, base, triplet)).catch(() => [])).find((file) => loaderName.test(file));
      if (name !== undefined) loader = join(base, triplet, name);
    }
  }
  if (loader === null) throw new Error('the unpacked packages hold no C library');
  return { libraryFolders, loader };
};
