import { createChallenge, verifySolution, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/sha';
import { createHmac } from 'node:crypto';
import type { OfficeScript } from './script.js';

const secret = 'office-secret';

export type TokenClaims = { ip?: string; lifeSeconds?: number; issuedAtMs?: number };

/** A token as the office gives one out. */
export const tokenOf = (script: OfficeScript, told: TokenClaims = {}): string => {
  const { ip = script.address, lifeSeconds = script.captcha.lifeSeconds, issuedAtMs = Date.now() } = told;
  const iat = Math.floor(issuedAtMs / 1000);
  const content = `${base64url({ typ: 'JWT', alg: 'HS256' })}.${base64url({ ip, iat, exp: iat + lifeSeconds })}`;
  return `${content}.${signatureOf(content)}`;
};

/** The code with which the office refuses a request for its token; null where it takes it. */
export const captchaFault = ({ captcha, address }: OfficeScript, given: string | null): string | null => {
  if (!captcha.wanted) return null;
  if (!given) return 'captchaMissing';
  const [head, payload = '', signature] = given.split('.');
  if (signatureOf(`${head}.${payload}`) !== signature) return 'captchaInvalid';
  const { ip, exp } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { ip: string; exp: number };
  if (exp <= Date.now() / 1000) return 'captchaExpired';
  return ip === address ? null : 'captchaInvalid';
};

export const challenge = (): Promise<Challenge> =>
  createChallenge({
    algorithm: 'SHA-256',
    cost: 10,
    deriveKey,
    keyPrefix: '0',
    hmacSignatureSecret: secret,
    expiresAt: new Date(Date.now() + 60_000),
  });

export const verified = async (script: OfficeScript, body: string): Promise<object> => {
  const { payload } = JSON.parse(body) as { payload: string };
  const solved = JSON.parse(Buffer.from(payload, 'base64').toString()) as { challenge: Challenge; solution: never };
  const { verified: valid } = await verifySolution({ ...solved, deriveKey, hmacSignatureSecret: secret });
  return { meta: { success: true }, data: { valid }, ...(valid ? { token: tokenOf(script) } : {}) };
};

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const signatureOf = (content: string): string => createHmac('sha256', secret).update(content).digest('base64url');
