import { AppError } from '@tickettape/errors';
import { readFile } from 'node:fs/promises';
import { parseSources } from './parse-sources.js';
import type { KindEntry } from './sources-file.js';

/** The entries of the file at `path`. Throws SOURCES_INVALID, also where there is no such file. */
export const readSources = async (path: string): Promise<KindEntry[]> => parseSources(await textOf(path), path);

const textOf = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new AppError('SOURCES_INVALID', {
      cause,
      detail: `${path} cannot be read`,
      fix: 'Name a file that is there and that this user may read',
    });
  }
};
