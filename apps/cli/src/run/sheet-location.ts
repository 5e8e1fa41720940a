import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { AppError } from '@tickettape/errors';

const googleSheetId = /^[A-Za-z0-9_-]{25,}$/;

/**
 * A sheet as sheet-sync takes it: an address or a Google sheet id as it is, a file by its full path, because services run in folders of their own.
 * Throws CONFIG_INVALID for a file that is not there.
 */
export const locateSheet = (sheet: string, folder: string): string => {
  if (/^https?:\/\//.test(sheet)) return sheet;
  const path = resolve(folder, sheet);
  if (existsSync(path)) return path;
  if (googleSheetId.test(sheet)) return sheet;
  throw new AppError('CONFIG_INVALID', {
    detail: `--sheet: there is no file ${path}`,
    fix: 'Name a CSV file, an http address or a Google sheet id',
  });
};
