import { AppError } from '@tickettape/errors';
import type { z } from 'zod';
import { withSecretFiles } from './secret-files.js';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Parses `env` once, at start-up. An empty variable counts as not set; a secret may come from a file, `NAME_FILE`.
 * Throws `CONFIG_INVALID`, which names every wrong variable and the rule it broke, and never a value.
 */
export const readConfig = <Schema extends z.ZodType>(schema: Schema, env: Env): z.output<Schema> => {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = schema.safeParse(withSecretFiles(shapeOf(schema), set));
  if (result.success) return result.data;
  // zod's messages state the rule and what is allowed, never what was given.
  const faults = result.error.issues.map(({ path, message }) => `${path.join('.') || 'environment'}: ${message}`);
  throw new AppError('CONFIG_INVALID', { detail: faults.join('; ') });
};

const shapeOf = (schema: z.ZodType): Readonly<Record<string, z.ZodType>> =>
  'shape' in schema ? (schema.shape as Readonly<Record<string, z.ZodType>>) : {};
