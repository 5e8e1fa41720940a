import type { TokenNeed } from '@tickettape/contracts';
import type { OfficeBlind } from './verdict.js';

/** What is wrong with the token of a look, by what the office said; null where its captcha is not the matter. */
export const needOf = ({ reason, codes = [] }: OfficeBlind, token: string | null): Exclude<TokenNeed, 'expiring'> | null => {
  if (reason !== 'token-needed') return null;
  if (codes.includes('captchaExpired')) return 'expired';
  return token === null || codes.includes('captchaMissing') ? 'missing' : 'refused';
};
