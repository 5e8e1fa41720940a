import { AppError } from '@tickettape/errors';
import { readFileSync } from 'node:fs';
import type { z } from 'zod';

type Env = Readonly<Record<string, string | undefined>>;

/** Secrets are told by how their description begins, so that the documentation and the rule cannot differ. */
const isSecret = (type: z.ZodType | undefined): boolean => type?.description?.startsWith('Secret:') ?? false;

/**
 * `env` with every secret that is given as a file: `NAME_FILE` holds the path of what `NAME` would hold, as mounted by Kubernetes or Docker; one line break
 * at the end is not part of it. Throws CONFIG_INVALID where the file cannot be read or where both are set.
 */
export const withSecretFiles = (shape: Readonly<Record<string, z.ZodType>>, env: Env): Env => {
  const secrets = Object.keys(shape).filter((name) => isSecret(shape[name]) && env[`${name}_FILE`]);
  return { ...env, ...Object.fromEntries(secrets.map((name) => [name, secretOf(name, env)])) };
};

const secretOf = (name: string, env: Env): string => {
  if (env[name]) throw new AppError('CONFIG_INVALID', { detail: `${name}: set it or ${name}_FILE, not both` });
  try {
    return readFileSync(env[`${name}_FILE`]!, 'utf8').replace(/\r?\n$/, '');
  } catch {
    throw new AppError('CONFIG_INVALID', { detail: `${name}_FILE: must name a file that this user can read` });
  }
};
