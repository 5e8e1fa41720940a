import { readFile, stat } from 'node:fs/promises';
import { AppError } from '@tickettape/errors';
import { largestSheetBytes, parseCsv } from './parse-csv.js';
import type { Tab } from './sheet.js';

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** Throws SHEET_UNAVAILABLE where the file cannot be read, SHEET_UNREADABLE where it is no CSV. */
export const readCsvFile = async (path: string): Promise<Tab> => {
  const { size } = await stat(path).catch((cause: unknown) => {
    throw unavailable(path, cause);
  });
  if (size > largestSheetBytes) throw new AppError('SHEET_UNREADABLE', { detail: `${path} is larger than ${largestSheetBytes} bytes` });
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw unavailable(path, cause);
  });
  return parseCsv(bytes);
};

/** As `readCsvFile`, but null where there is no such file. */
export const readCsvFileIfThere = async (path: string): Promise<Tab | null> => {
  try {
    return await readCsvFile(path);
  } catch (error) {
    if (error instanceof AppError && isMissing(error.cause)) return null;
    throw error;
  }
};

const unavailable = (path: string, cause: unknown): AppError =>
  new AppError('SHEET_UNAVAILABLE', {
    cause,
    detail: isMissing(cause) ? `there is no file ${path}` : `the file ${path} cannot be read`,
    fix: 'Check SHEET and SHEET_WATCHES, and that the service may read the file',
  });
