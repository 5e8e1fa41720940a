import { AppError } from '@tickettape/errors';
import { readableLines } from './log-line.js';

export type Failure = { code: string; message: string; fix: string | null };

/** What went wrong, for a person or a program; an error we did not foresee keeps its own words. */
export const failureOf = (error: unknown): Failure => {
  if (error instanceof AppError) return { code: error.code, message: readableLines(error.message), fix: error.fix };
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'INVARIANT_BROKEN', message, fix: 'Report it with the output of the same command under DEBUG=1' };
};

export const formatFailure = ({ code, message, fix }: Failure): string =>
  [`error ${code}: ${message}`, ...(fix === null ? [] : [`fix: ${fix}`])].join('\n');
