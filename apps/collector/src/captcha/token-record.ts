import { TokenNeed } from '@tickettape/contracts';
import { z } from 'zod';
import type { Held } from '../sources/captcha-desk.js';
import { claimsOf } from './token.js';

/** What all replicas know of the captcha token of one source. The token itself is nowhere else: not on the tape, not in a log. */
export const TokenRecord = z.object({
  token: z.string().nullable(),
  /** By the claims of the token in use, or of the last one. */
  address: z.string().nullable(),
  issuedAt: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime().nullable(),
  suppliedAt: z.iso.datetime().nullable(),
  by: z.enum(['page', 'operator']).nullable(),
  /** Whether the source ever asked for one. */
  isNeeded: z.boolean(),
  /** What became of the last token; `missing` where there was none. */
  end: z.enum(['missing', 'expired', 'refused']),
  /** The need that people were told of last; null where none is open. */
  told: TokenNeed.nullable(),
});
export type TokenRecord = z.output<typeof TokenRecord>;

export const noToken: TokenRecord = {
  token: null,
  address: null,
  issuedAt: null,
  expiresAt: null,
  suppliedAt: null,
  by: null,
  isNeeded: false,
  end: 'missing',
  told: null,
};

/** A token is not used in its last seconds: it has to hold until the office has read it. */
const marginMs = 5_000;
/** People are asked for the next token this long before the last one ends, but not before it has lived four fifths of its time. */
const noticeMs = 5 * 60_000;
const noticeShare = 0.2;

/** The record of a token that a person brought. */
export const supplied = (token: string, by: 'page' | 'operator', nowMs: number): TokenRecord => ({
  token,
  ...claimsOf(token),
  suppliedAt: new Date(nowMs).toISOString(),
  by,
  isNeeded: true,
  end: 'missing',
  told: null,
});

/** What a source may use now. */
export const heldOf = (record: TokenRecord, nowMs: number): Held => {
  const { token, isNeeded, end } = record;
  const isOver = token !== null && isExpired(record, nowMs);
  return { token: isOver ? null : token, isNeeded, end: isOver ? 'expired' : end };
};

const isExpired = ({ expiresAt }: TokenRecord, nowMs: number): boolean => expiresAt !== null && Date.parse(expiresAt) - marginMs <= nowMs;

/** The token is used no more, whether or not it is the one that `end` was said of: a newer one stays. */
export const ended = (record: TokenRecord, token: string | null, end: TokenRecord['end']): TokenRecord => {
  if (token !== null && record.token !== null && record.token !== token) return record;
  return { ...record, token: null, isNeeded: true, end: token === null && record.token === null ? record.end : end };
};

/** Which need people should hear of by themselves: of a token that ends soon, or has ended. null where nothing is to be said. */
export const needByTime = (record: TokenRecord, nowMs: number): 'expiring' | 'expired' | null => {
  const { token, expiresAt, issuedAt, suppliedAt } = record;
  if (token === null || expiresAt === null) return null;
  if (isExpired(record, nowMs)) return 'expired';
  const bornMs = Date.parse(issuedAt ?? suppliedAt ?? expiresAt);
  const leftMs = Date.parse(expiresAt) - nowMs;
  return leftMs <= Math.min(noticeMs, (Date.parse(expiresAt) - bornMs) * noticeShare) ? 'expiring' : null;
};

/** Whether a need is news: it is told once, and one that has become graver is told again. */
export const isNews = ({ told }: TokenRecord, need: TokenNeed): boolean => told === null || (told === 'expiring' && need !== 'expiring');
