import { z } from 'zod';

/** What the authorisation server grants (RFC 6749, 5.1). A token that does not say how long it lives is taken to live five minutes. */
const Granted = z.object({
  access_token: z
    .string()
    .min(1)
    .max(16_384)
    .regex(/^[\x21-\x7e]+$/),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.coerce.number().positive().max(31_536_000).catch(300),
});

export type AccessToken = { bearer: string; renewAtMs: number };

/** null for anything that grants nothing. A token is renewed after nine tenths of its life. */
export const accessTokenOf = (json: unknown, nowMs: number): AccessToken | null => {
  const { success, data } = Granted.safeParse(json);
  return success ? { bearer: data.access_token, renewAtMs: nowMs + data.expires_in * 900 } : null;
};

/** Client credentials in the header of the token request (RFC 6749, 2.3.1: both are form-encoded first). */
export const basicCredentials = (clientId: string, clientSecret: string): string =>
  `Basic ${Buffer.from(`${formEncoded(clientId)}:${formEncoded(clientSecret)}`).toString('base64')}`;

const formEncoded = (text: string): string => new URLSearchParams({ '': text }).toString().slice(1);

export const grantRequest = (scope: string): string => new URLSearchParams({ grant_type: 'client_credentials', scope }).toString();
