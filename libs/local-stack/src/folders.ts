import { createHash } from 'node:crypto';
import { join } from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

/** Whose machine it is: root keeps things in /var, because its own home is closed to the account PostgreSQL runs as. */
export type Owner = {
  env: Env;
  isRoot: boolean;
  /** null for an account without a home it can write to, such as `nobody`. */
  home: string | null;
  /** Gives a folder of this account only, for when there is no home. */
  fallback: () => string;
};

/** Unpacked servers, shared by all clones of this account. */
export const cacheFolder = ({ env, isRoot, home, fallback }: Owner): string => {
  if (env['TICKETTAPE_CACHE_DIR']) return env['TICKETTAPE_CACHE_DIR'];
  if (isRoot) return '/var/cache/tickettape';
  return join(env['XDG_CACHE_HOME'] || (home ? join(home, '.cache') : fallback()), 'tickettape');
};

/** The data of one clone: outside of it, so that it survives `git clean`, and named after it, so that two clones do not meet. */
export const dataFolder = ({ env, isRoot, home, fallback }: Owner, clone: string): string => {
  if (env['TICKETTAPE_DATA_DIR']) return env['TICKETTAPE_DATA_DIR'];
  const state = isRoot ? '/var/lib' : env['XDG_STATE_HOME'] || (home ? join(home, '.local/state') : fallback());
  return join(state, 'tickettape', shortHash(clone));
};

/** Eight hexadecimal characters: enough to tell the clones of one account apart. */
export const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8);
