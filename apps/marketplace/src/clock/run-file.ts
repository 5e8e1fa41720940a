import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '@tickettape/errors';
import { RememberedRun } from './remembered-run.js';

/** null when there is no file yet. Throws `CONFIG_INVALID` for a file that is something else. */
export const readRun = async (path: string): Promise<RememberedRun | null> => {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  try {
    return RememberedRun.parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError('CONFIG_INVALID', {
      cause,
      detail: 'STATE_FILE: holds no run of the simulator',
      fix: 'Remove the file or name another',
    });
  }
};

/** Replaces the file as a whole, so that a crash leaves the old or the new one. */
export const writeRun = async (path: string, run: RememberedRun): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.new`, JSON.stringify(run));
  await rename(`${path}.new`, path);
};
