import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@tickettape/errors';
import { makeOpenFolder } from './open-folder.js';

const marker = 'TICKETTAPE';

/**
 * Makes the folder, or takes one we made before.
 * Throws `CONFIG_INVALID` for a folder with somebody else's files in it, `LOCAL_STACK_UNAVAILABLE` where it cannot be made.
 */
export const openDataFolder = async (folder: string): Promise<void> => {
  await makeOpenFolder(folder).catch((cause: Error) => {
    const fix = 'Set TICKETTAPE_DATA_DIR to a folder that you can write to';
    throw new AppError('LOCAL_STACK_UNAVAILABLE', { detail: cause.message, fix, cause });
  });
  const entries = await readdir(folder);
  if (entries.includes(marker)) return;
  if (entries.length > 0) throw new AppError('CONFIG_INVALID', { detail: 'TICKETTAPE_DATA_DIR: holds files that are not from tickettape' });
  await writeFile(join(folder, marker), 'The data of a local tickettape; `npm start -- --fresh` empties this folder.\n');
};

/** Removes everything in a folder that `openDataFolder` accepted. */
export const emptyDataFolder = async (folder: string): Promise<void> => {
  const entries = (await readdir(folder)).filter((name) => name !== marker);
  for (const name of entries) await rm(join(folder, name), { recursive: true, force: true });
};
