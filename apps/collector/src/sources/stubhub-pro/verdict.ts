import type { BookKey } from '@tickettape/contracts';
import { answerOf, namesAnotherEvent, type Answer } from './answer.js';
import { type Blank, blankByStatus, guardStatuses, isOk } from '../by-status.js';
import type { Exchange, Reply } from '../exchange.js';
import { isPage, pageOf } from '../page.js';
import type { WrittenItems } from './recall.js';
import { blind, blindByFailure, type Verdict } from '../verdict.js';

/**
 * Judges by content, not by status alone: logged out, this endpoint answers 200 with a login page, and a challenge comes with 200, 403 or 503.
 * An event that the source does not know (404, 410) is `wrong-event`: the id in the sheet is not one of this source.
 */
export const judge = (exchange: Exchange, key: BookKey, recall?: WrittenItems): Verdict<Answer> => {
  if (exchange.kind === 'failure') return blindByFailure(exchange.code);
  const finding = find(exchange, key, recall);
  if (Array.isArray(finding)) return blind(...finding, exchange.status);
  return { kind: 'listings', answer: finding };
};

const find = (reply: Reply, key: BookKey, recall?: WrittenItems): Answer | Blank => {
  if (isChallenge(reply)) return ['challenged', 'a challenge page'];
  return isOk(reply.status) ? findInBody(reply.body, key, recall) : blankByStatus(reply);
};

const isChallenge = ({ status, body }: Reply): boolean =>
  (guardStatuses.has(status) || (isOk(status) && isPage(body))) && pageOf(body) === 'challenge';

const findInBody = (body: string, key: BookKey, recall?: WrittenItems): Answer | Blank => {
  if (body.trim() === '') return ['unreadable', 'an empty body'];
  if (isPage(body)) return pageOf(body) === 'login' ? ['blocked', 'a login page'] : ['unreadable', 'a page instead of listings'];
  const answer = answerOf(body, recall);
  if (answer === null) return ['unreadable', 'no list of listings, or half of one'];
  return namesAnotherEvent(answer, key.eventId) ? ['wrong-event', 'listings of another event'] : answer;
};
