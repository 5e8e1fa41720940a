import { dirname, join } from 'node:path';
import { cachedPrefix } from '../debian/cached-prefix.js';
import { chromiumRecipe, natsRecipe, prometheusRecipe, timescaleRecipe, type Recipe } from '../debian/recipes.js';
import { cacheFolder } from '../folders.js';
import { currentOwner } from '../owner.js';
import type { Provider } from './provider.js';

/** Debian's packages, unpacked into a folder of their own; the system is not changed. */
export const debian = (recipe: Recipe): Provider => ({
  name: 'Debian packages',
  offer: async ({ env, onStep }) => {
    if (process.platform !== 'linux') throw new Error('this is not Linux');
    const prefix = await cachedPrefix(recipe, cacheFolder(currentOwner(env)), onStep);
    return { kind: 'programs', binFolder: dirname(join(prefix, recipe.probe)) };
  },
});

export const debianNats = debian(natsRecipe);
export const debianPostgres = debian(timescaleRecipe);
export const debianPrometheus = debian(prometheusRecipe);

/** A Chromium of our own, for tests: its program, downloaded at the first call on this machine. The system is not changed. */
export const debianChromium = async (
  env: Readonly<Record<string, string | undefined>>,
  onStep: (text: string) => void,
): Promise<string> => {
  const prefix = await cachedPrefix(chromiumRecipe, cacheFolder(currentOwner(env)), onStep);
  return join(prefix, chromiumRecipe.probe);
};
