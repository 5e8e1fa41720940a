import { parseExactJson } from '../exact-json.js';
import type { Exchange, Reply } from '../exchange.js';
import { isPage, pageOf } from '../page.js';
import { blind, blindByFailure, type Blind, type Verdict } from '../verdict.js';
import { classOf, type ErrorClass } from './error-classes.js';

/** Nothing is free: the office said so in place of a list. */
export const noSlot = Symbol('no slot');

/** A look that could not be taken, and the codes by which the office said why. */
export type OfficeBlind = Blind & { gone?: true; codes?: readonly string[] };

/** What an exchange with the office means; `read` gives null for a body that is none of its answers. */
export const judge = <Answer>(exchange: Exchange, read: (json: unknown) => Answer | null): Verdict<Answer | typeof noSlot> => {
  if (exchange.kind === 'failure') return blindByFailure(exchange.code);
  const { status, body } = exchange;
  if (isPage(body)) return judgePage(exchange);
  const json = parsed(body);
  const codes = codesOf(json);
  if (codes.length > 0) return judgeErrors(codes, status);
  if (status < 200 || status >= 300) return judgeStatus(status);
  const answer = json === undefined ? null : read(json);
  return answer === null ? blind('unreadable', 'no answer that we can read', status) : { kind: 'listings', answer };
};

/** The codes of `{"errors": [{"errorCode": …}]}`; none where there are no errors. What an error does not name counts as a code that nobody knows. */
const codesOf = (json: unknown): string[] => {
  if (typeof json !== 'object' || json === null || !('errors' in json) || !Array.isArray(json.errors)) return [];
  return json.errors.map((error: unknown) => {
    const code = typeof error === 'object' && error !== null && 'errorCode' in error ? error.errorCode : null;
    return typeof code === 'string' && /^\w{1,80}$/.test(code) ? code : 'unnamed';
  });
};

const judgeErrors = (codes: readonly string[], status: number): Verdict<typeof noSlot> => {
  const errorClass = classOf(codes);
  if (errorClass === 'no-slot') return { kind: 'listings', answer: noSlot };
  const verdict = errorClass === null ? judgeStatus(status) : blindBy(errorClass, codes, status);
  return { ...verdict, codes } as OfficeBlind;
};

const blindBy = (errorClass: Exclude<ErrorClass, 'no-slot'>, codes: readonly string[], status: number): OfficeBlind => {
  const what = `the office says ${codes.join(', ')}`;
  return errorClass === 'gone' ? gone(what, status) : blind(errorClass, what, status);
};

const gone = (what: string, status: number): OfficeBlind => ({ ...blind('source-changed', what, status), gone: true });

const judgePage = ({ status, body }: Reply): Blind => {
  const page = pageOf(body);
  if (page === 'challenge') return blind('challenged', 'a challenge page', status);
  if (page === 'login') return blind('blocked', 'a login page', status);
  return status < 300 ? blind('unreadable', 'a page instead of an answer', status) : judgeStatus(status);
};

/** Where only the status speaks, as it does for an office behind a gateway. */
const judgeStatus = (status: number): OfficeBlind => {
  if (status === 401 || status === 403) return blind('blocked', 'the office refuses access', status);
  if (status === 429) return blind('throttled', 'the office asks for fewer requests', status);
  if (status === 404 || status === 405 || status === 410 || status === 501) return gone('the route is not there', status);
  if (status === 408 || status >= 500) return blind('unreachable', 'the office failed', status);
  return blind('unreadable', 'no answer that we know', status);
};

const parsed = (body: string): unknown => {
  try {
    return parseExactJson(body);
  } catch {
    return undefined;
  }
};
