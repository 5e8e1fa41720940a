import type { BlindReason } from '@tickettape/contracts';

export type Blind = {
  kind: 'blind';
  reason: BlindReason;
  /** Another try in the same look may help. */
  transient: boolean;
  httpStatus: number | null;
  detail: string;
};

/** What an exchange means. */
export type Verdict<Answer> = { kind: 'listings'; answer: Answer } | Blind;

/** `what` was met instead of listings; null as status where no complete answer came. */
export const blind = (reason: BlindReason, what: string, httpStatus: number | null): Blind => ({
  kind: 'blind',
  reason,
  transient: reason === 'unreachable',
  httpStatus,
  detail: httpStatus === null ? what : `HTTP ${httpStatus}: ${what}`,
});

export const blindByFailure = (code: string): Blind =>
  code === 'TOO_LARGE' ? blind('unreadable', 'an answer larger than we read', null) : blind('unreachable', `no answer (${code})`, null);
