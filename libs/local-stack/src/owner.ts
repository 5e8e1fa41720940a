import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '@tickettape/errors';
import type { Owner } from './folders.js';
import { isRoot } from './processes/account.js';

/** The account we run as, and where it may keep files. */
export const currentOwner = (env: Owner['env']): Owner => {
  const home = env['HOME'] || homedir();
  return { env, isRoot: isRoot(), home: home !== '/' && isWritable(home) ? home : null, fallback: privateTemporaryFolder };
};

const isWritable = (folder: string): boolean => {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

/** Its name can be guessed, so it is used only if nobody else made it first. */
const privateTemporaryFolder = (): string => {
  const folder = join(tmpdir(), `tickettape-${process.getuid?.() ?? 0}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (statSync(folder).uid === process.getuid?.()) return folder;
  throw new AppError('LOCAL_STACK_UNAVAILABLE', {
    detail: `there is no home folder to write to, and ${folder} belongs to somebody else`,
    fix: 'Set HOME, or TICKETTAPE_CACHE_DIR and TICKETTAPE_DATA_DIR',
  });
};
