import { AppError } from '@tickettape/errors';
import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** A viewer may read; an operator may also change things and read what concerns persons. */
export const Role = z.enum(['viewer', 'operator']);
export type Role = z.output<typeof Role>;

/** Who asks; `name` stands in the audit log. */
export type Principal = { name: string; role: Role };

/** The file of ADMIN_TOKENS_FILE. It holds digests, so that whoever reads it cannot ask with what it says. */
const NamedTokens = z.array(z.object({ name: z.string().min(1).max(64), role: Role, sha256: z.string().regex(/^[0-9a-f]{64}$/) }));

type Key = { principal: Principal; digest: Buffer };
type Settings = { ADMIN_TOKEN?: string | undefined; VIEWER_TOKEN?: string | undefined; ADMIN_TOKENS_FILE?: string | undefined };

/** Whom the configured tokens stand for; `tokenless` where there are none, which is for this machine alone. */
export type Principals = { tokenless: boolean; of: (authorization: string | undefined) => Principal | null };

/** Throws CONFIG_INVALID where the file of tokens cannot be read. */
export const principalsOf = ({ ADMIN_TOKEN, VIEWER_TOKEN, ADMIN_TOKENS_FILE }: Settings): Principals => {
  const keys = [
    ...keyOf('operator', ADMIN_TOKEN),
    ...keyOf('viewer', VIEWER_TOKEN),
    ...(ADMIN_TOKENS_FILE === undefined ? [] : namedKeys(ADMIN_TOKENS_FILE)),
  ];
  return { tokenless: keys.length === 0, of: (authorization) => find(keys, authorization) };
};

const keyOf = (role: Role, token: string | undefined): Key[] =>
  token === undefined ? [] : [{ principal: { name: role, role }, digest: digestOf(token) }];

const namedKeys = (file: string): Key[] => {
  try {
    return NamedTokens.parse(JSON.parse(readFileSync(file, 'utf8'))).map(({ name, role, sha256 }) => ({
      principal: { name, role },
      digest: Buffer.from(sha256, 'hex'),
    }));
  } catch {
    throw new AppError('CONFIG_INVALID', { detail: 'ADMIN_TOKENS_FILE: must be a JSON array of { name, role, sha256 }' });
  }
};

/** In constant time whatever the lengths: digests are compared, and every key is looked at. */
const find = (keys: readonly Key[], authorization = ''): Principal | null => {
  const digest = digestOf(authorization.replace(/^Bearer /, ''));
  const found = keys.filter((key) => timingSafeEqual(key.digest, digest));
  return authorization.startsWith('Bearer ') ? (found[0]?.principal ?? null) : null;
};

const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest();
