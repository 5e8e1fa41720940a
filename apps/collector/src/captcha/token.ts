import { z } from 'zod';

/** What a token says of itself. It is signed by the office, and only the office can tell whether it is right; null is "not told". */
export type Claims = {
  /** The network address it was made for; of use from there alone. */
  address: string | null;
  issuedAt: string | null;
  expiresAt: string | null;
};

const second = z.number().positive().max(253_402_300_799);
const Payload = z.object({
  ip: z.string().max(64).optional().catch(undefined),
  iat: second.optional().catch(undefined),
  exp: second.optional().catch(undefined),
});

/** The claims of a JSON Web Token (RFC 7519), unverified; a text that is none tells nothing. */
export const claimsOf = (token: string): Claims => {
  const { ip, iat, exp } = Payload.safeParse(payloadOf(token)).data ?? {};
  return { address: ip ?? null, issuedAt: instantOf(iat), expiresAt: instantOf(exp) };
};

const payloadOf = (token: string): unknown => {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  } catch {
    return null;
  }
};

const instantOf = (epochSeconds: number | undefined): string | null =>
  epochSeconds === undefined ? null : new Date(epochSeconds * 1000).toISOString();
