import type { BlindReason, BookKey } from '@tickettape/contracts';
import { answerOf, namesAnotherEvent, type Answer } from './answer.js';
import type { Exchange, Reply } from '../exchange.js';
import { isPage, pageOf } from '../page.js';
import { blind, blindByFailure, type Verdict } from '../verdict.js';

/**
 * Judges by content, not by status alone: logged out, this endpoint answers 200 with a login page, and a challenge comes with 200, 403 or 503.
 * An event that the source does not know (404, 410) is `wrong-event`: the id in the sheet is not one of this source.
 */
export const judge = (exchange: Exchange, key: BookKey): Verdict<Answer> => {
  if (exchange.kind === 'failure') return blindByFailure(exchange.code);
  const finding = find(exchange, key);
  if (Array.isArray(finding)) return blind(...finding, exchange.status);
  return { kind: 'listings', answer: finding };
};

/** Why nothing is seen, and what was met instead. */
type Blank = [reason: BlindReason, what: string];

const find = (reply: Reply, key: BookKey): Answer | Blank => {
  if (isChallenge(reply)) return ['challenged', 'a challenge page'];
  return isOk(reply.status) ? findInBody(reply.body, key) : findByStatus(reply);
};

const isOk = (status: number): boolean => status >= 200 && status < 300;

/** Statuses with which a guard in front of the source answers, in whatever format. */
const guardStatuses: ReadonlySet<number> = new Set([401, 403, 405, 429, 503]);

const isChallenge = ({ status, body }: Reply): boolean =>
  (guardStatuses.has(status) || (isOk(status) && isPage(body))) && pageOf(body) === 'challenge';

const findInBody = (body: string, key: BookKey): Answer | Blank => {
  if (body.trim() === '') return ['unreadable', 'an empty body'];
  if (isPage(body)) return pageOf(body) === 'login' ? ['blocked', 'a login page'] : ['unreadable', 'a page instead of listings'];
  const answer = answerOf(body);
  if (answer === null) return ['unreadable', 'no list of listings, or half of one'];
  return namesAnotherEvent(answer, key.eventId) ? ['wrong-event', 'listings of another event'] : answer;
};

const findByStatus = ({ status, location }: Reply): Blank => {
  if (status === 401 || status === 403) return ['blocked', 'the source refuses access'];
  if (status === 429) return ['throttled', 'the source asks for fewer requests'];
  if (status === 404 || status === 410) return ['wrong-event', 'the source does not know the event'];
  if (status === 408 || status >= 500) return ['unreachable', 'the source failed'];
  if (status < 400 && /log-?in|sign-?in/i.test(location ?? '')) return ['blocked', 'a redirect to a login page'];
  return ['unreadable', 'no answer with listings'];
};
