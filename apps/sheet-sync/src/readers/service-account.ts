import { readFileSync } from 'node:fs';
import { AppError } from '@tickettape/errors';
import { JWT } from 'google-auth-library';
import { z } from 'zod';

const ServiceAccount = z.object({
  client_email: z.email(),
  private_key: z.string().includes('PRIVATE KEY'),
  private_key_id: z.string().optional(),
  token_uri: z.url().default('https://oauth2.googleapis.com/token'),
});
export type ServiceAccount = z.output<typeof ServiceAccount>;

const timeoutMs = 30_000;
const readOnly = 'https://www.googleapis.com/auth/spreadsheets.readonly';

/** Throws CONFIG_INVALID, which says what is wrong with the file and never what stands in it. */
export const readServiceAccount = (path: string): ServiceAccount => {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new AppError('CONFIG_INVALID', { detail: 'GOOGLE_APPLICATION_CREDENTIALS: must name a readable JSON file' });
  }
  const { success, data, error } = ServiceAccount.safeParse(content);
  if (success) return data;
  const fields = error.issues.map(({ path: field }) => field.join('.')).join(', ');
  throw new AppError('CONFIG_INVALID', { detail: `GOOGLE_APPLICATION_CREDENTIALS: the file is no service account key, see ${fields}` });
};

/** Signs in as the service account at the token endpoint its key names; the library alone would only know Google's. */
export const signIn = ({ client_email: email, private_key: key, private_key_id: keyId, token_uri: tokenUri }: ServiceAccount): JWT => {
  const jwt = new JWT({ email, key, scopes: [readOnly], additionalClaims: { aud: tokenUri }, ...(keyId === undefined ? {} : { keyId }) });
  jwt.transporter.defaults.timeout = timeoutMs;
  jwt.transporter.interceptors.request.add({
    resolved: async (request) =>
      request.url.href === 'https://oauth2.googleapis.com/token' ? { ...request, url: new URL(tokenUri) } : request,
  });
  return jwt;
};
