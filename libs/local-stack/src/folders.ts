import { createHash } from 'node:crypto';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;
type Who = { isRoot: boolean; env: Env };

/** Unpacked servers, shared by all clones of this user. */
export const cacheFolder = ({ env, isRoot }: Who): string =>
  env['TICKETTAPE_CACHE_DIR'] ??
  (isRoot ? '/var/cache/tickettape' : join(env['XDG_CACHE_HOME'] ?? join(homeOf(env), '.cache'), 'tickettape'));

/** The data of one clone: outside of it, so that it survives `git clean`, and named after it, so that two clones do not meet. */
export const dataFolder = ({ env, isRoot }: Who, clone: string): string =>
  env['TICKETTAPE_DATA_DIR'] ?? join(stateFolder({ env, isRoot }), shortHash(clone));

/** Eight hexadecimal characters: enough to tell the clones of one user apart. */
export const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8);

// Root's own home is closed to the user PostgreSQL runs as, hence /var.
const stateFolder = ({ env, isRoot }: Who): string =>
  isRoot ? '/var/lib/tickettape' : join(env['XDG_STATE_HOME'] ?? join(homeOf(env), '.local/state'), 'tickettape');

/** An account without a home (`nobody` has /nonexistent) keeps its files with the temporary ones. */
const homeOf = (env: Env): string => {
  const home = env['HOME'] ?? homedir();
  return home === '/' || home === '/nonexistent' ? join(tmpdir(), `tickettape-home`) : home;
};
