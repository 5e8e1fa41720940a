import { AppError } from '@tickettape/errors';
import type { z } from 'zod';

/** Throws `REQUEST_INVALID`, which names every wrong field and the rule it broke. */
export const parseRequest = <Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> => {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  throw new AppError('REQUEST_INVALID', { detail: faults.join('; '), fix: 'Compare the request with apps/marketplace/README.md' });
};
