import { AppError } from '@tickettape/errors';
import { z } from 'zod';

/** What is wrong, for whoever may know it: our own errors in full, of any other only that there is one. */
export const Problem = z.object({ code: z.string(), message: z.string(), fix: z.string() });
export type Problem = z.output<typeof Problem>;

export const problemOf = (error: Error | null): Problem | null => {
  if (error === null) return null;
  if (error instanceof AppError) return { code: error.code, message: error.message, fix: error.fix };
  return { code: 'INTERNAL', message: 'Something is wrong with this service', fix: 'Its log says what' };
};
