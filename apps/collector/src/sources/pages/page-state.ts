import type { BlindReason } from '@tickettape/contracts';
import type { Blank } from '../by-status.js';
import type { Reply } from '../exchange.js';
import { type Scope, valuesIn } from './document.js';
import type { PageState, States, When } from './states.js';

/** The state of the first rule that holds; null where none does. */
export const stateOf = (reply: Reply, scope: Scope | null, states: States): PageState | null => {
  const lower = reply.body.toLowerCase();
  return states.find(({ when }) => holds(when, reply, lower, scope))?.is ?? null;
};

const holds = ({ status, contains, lacks, location, at, equals }: When, reply: Reply, lower: string, scope: Scope | null): boolean =>
  (status === undefined || status.includes(reply.status)) &&
  (contains === undefined || contains.some((text) => lower.includes(text.toLowerCase()))) &&
  (lacks === undefined || !lacks.some((text) => lower.includes(text.toLowerCase()))) &&
  (location === undefined || location.some((text) => (reply.location ?? '').toLowerCase().includes(text.toLowerCase()))) &&
  (at === undefined || isThere(scope, at, equals));

const isThere = (scope: Scope | null, at: NonNullable<When['at']>, equals: When['equals']): boolean => {
  const values = scope === null ? [] : valuesIn(scope, at, 100);
  return equals === undefined ? values.length > 0 : values.some((value) => (typeof value === 'string' ? value.trim() : value) === equals);
};

const meanings: Record<Exclude<PageState, 'ok' | 'empty'>, [BlindReason, string]> = {
  challenge: ['challenged', 'a challenge page'],
  login: ['blocked', 'a login page'],
  moved: ['wrong-event', 'the event is not at this address any more'],
  'wrong-event': ['wrong-event', 'another event, or none'],
  throttled: ['throttled', 'the source asks for fewer requests'],
  unavailable: ['unreachable', 'the source failed'],
};

/** What a state that shows no listings means. */
export const blankOf = (state: Exclude<PageState, 'ok' | 'empty'>): Blank => meanings[state];
