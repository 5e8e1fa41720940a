import type { BlindReason } from '@tickettape/contracts';
import type { Reply } from './exchange.js';

/** Why nothing is seen, and what was met instead. */
export type Blank = [reason: BlindReason, what: string];

export const isOk = (status: number): boolean => status >= 200 && status < 300;

/** Statuses with which a guard in front of a source answers, in whatever format. */
export const guardStatuses: ReadonlySet<number> = new Set([401, 403, 405, 429, 503]);

/** What an answer means whose body holds nothing that speaks for itself. */
export const blankByStatus = ({ status, location }: Reply): Blank => {
  if (status === 401 || status === 403) return ['blocked', 'the source refuses access'];
  if (status === 429) return ['throttled', 'the source asks for fewer requests'];
  if (status === 404 || status === 410) return ['wrong-event', 'the source does not know the event'];
  if (status === 408 || status >= 500) return ['unreachable', 'the source failed'];
  if (status < 400 && /log-?in|sign-?in/i.test(location ?? '')) return ['blocked', 'a redirect to a login page'];
  return ['unreadable', 'no answer with listings'];
};
