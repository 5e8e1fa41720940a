import { chmod, mkdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { AppError } from '@tickettape/errors';
import { isRoot, type Account } from './processes/account.js';
import { run } from './processes/run.js';

/** Makes a folder, and its missing parents, that every account may enter, whatever the umask says. */
export const makeOpenFolder = async (folder: string): Promise<void> => {
  const firstMade = await mkdir(folder, { recursive: true });
  if (firstMade === undefined) return;
  for (let made = folder; made.length >= firstMade.length; made = dirname(made)) await chmod(made, 0o755);
};

/** Where temporary files may be that another account must reach: root's own TMPDIR may be closed to it. */
export const openTemporaryFolder = async (): Promise<string> => {
  if (!isRoot() || (await isOpen(tmpdir()))) return tmpdir();
  return '/tmp';
};

const isOpen = async (folder: string): Promise<boolean> => {
  const mayEnter = ((await stat(folder)).mode & 0o001) !== 0;
  return mayEnter && (folder === dirname(folder) || isOpen(dirname(folder)));
};

/** Throws `LOCAL_STACK_UNAVAILABLE` when `account` cannot enter `folder`; `variable` is what moves it elsewhere. */
export const expectReachable = async (folder: string, account: Account, variable: string): Promise<void> => {
  await run('test', ['-x', folder], { account, cwd: '/' }).catch(() => {
    throw new AppError('LOCAL_STACK_UNAVAILABLE', {
      detail: `PostgreSQL runs as \`${account.name}\`, who cannot enter ${folder}`,
      fix: `Set ${variable} to a folder that every account may enter`,
    });
  });
};
