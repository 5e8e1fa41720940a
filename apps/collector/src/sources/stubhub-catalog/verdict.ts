import type { BlindReason } from '@tickettape/contracts';
import { parseExactJson } from '../exact-json.js';
import type { Exchange } from '../exchange.js';
import { isPage, pageOf } from '../page.js';
import { blind, blindByFailure, type Blind, type Verdict } from '../verdict.js';

/** What the documented errors mean to somebody who only looks; https://developer.stubhub.com, "Error Responses". */
const meanings: Readonly<Record<string, BlindReason>> = {
  https_required: 'source-changed',
  user_agent_required: 'source-changed',
  invalid_request_body: 'source-changed',
  validation_failed: 'source-changed',
  insufficient_scope: 'blocked',
  internal_server_error: 'unreachable',
};

/** What an exchange means; `read` gives null for a body that is none of the API's answers. */
export const judge = <Answer>(exchange: Exchange, read: (json: unknown) => Answer | null): Verdict<Answer> => {
  if (exchange.kind === 'failure') return blindByFailure(exchange.code);
  const { status, body } = exchange;
  if (isPage(body) && pageOf(body) === 'challenge') return blind('challenged', 'a challenge page', status);
  const json = parsed(body);
  if (status < 200 || status >= 300) return judgeError(codeOf(json), status);
  const answer = json === undefined ? null : read(json);
  return answer === null ? blind('unreadable', 'no page of listings, or half of one', status) : { kind: 'listings', answer };
};

/** The code of `{"code": …, "message": …}`; null where there is none. */
export const codeOf = (json: unknown): string | null => {
  const code = typeof json === 'object' && json !== null && 'code' in json ? json.code : null;
  return typeof code === 'string' && /^\w{1,80}$/.test(code) ? code : null;
};

const judgeError = (code: string | null, status: number): Blind => {
  const what = code === null ? 'an error without a code' : `the API says ${code}`;
  const meaning = code === null ? undefined : meanings[code];
  return blind(meaning ?? byStatus(status), what, status);
};

const byStatus = (status: number): BlindReason => {
  if (status === 401 || status === 403) return 'blocked';
  if (status === 429) return 'throttled';
  if (status === 404 || status === 410) return 'wrong-event';
  if (status === 408 || status >= 500) return 'unreachable';
  return status === 400 || status === 405 || status === 501 ? 'source-changed' : 'unreadable';
};

const parsed = (body: string): unknown => {
  try {
    return parseExactJson(body);
  } catch {
    return undefined;
  }
};
