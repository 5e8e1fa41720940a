import type { Problem } from '@tickettape/admin-answers';
import { AppError } from '@tickettape/errors';

export const problemOf = (error: Error | null): Problem | null => {
  if (error === null) return null;
  if (error instanceof AppError) return { code: error.code, message: error.message, fix: error.fix };
  return { code: 'INTERNAL', message: 'Something is wrong with this service', fix: 'Its log says what' };
};
