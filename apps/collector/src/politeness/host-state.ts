import { z } from 'zod';
import type { Budget } from './budget.js';
import { Bucket, charged, constraintsOf, fullBucket, graceMs, withinQuotaMs, type Constraint, type Limits } from './bucket.js';
import { atLeast } from './pace.js';

/** What all replicas know about how a host was asked and how it took that. Instants are epoch milliseconds of the clock they share. */
export const HostState = z.object({
  host: Bucket,
  operations: z.record(z.string(), Bucket),
  /** The earliest beginning of the next request, by the spacing drawn for the last one. */
  nextMs: z.number(),
  /** The part of the rate in force: halved when the host pushes back, regained step by step with answers. */
  share: z.number(),
  /** When it was halved last; requests that began before tell nothing new. */
  pushedBackMs: z.number(),
  /** Push-backs without an answer between them. */
  strikes: z.number(),
  closedUntilMs: z.number(),
  closedWhy: z.enum(['retry-after', 'push-back', 'failing']).nullable(),
  /** Turns granted since the state began; those used are in the ledger. */
  granted: z.number(),
});
export type HostState = z.output<typeof HostState>;

export const freshHost: HostState = {
  host: fullBucket,
  operations: {},
  nextMs: 0,
  share: 1,
  pushedBackMs: 0,
  strikes: 0,
  closedUntilMs: 0,
  closedWhy: null,
  granted: 0,
};

/** Why a request has to wait. */
export type Wait = Constraint['why'] | 'spacing' | NonNullable<HostState['closedWhy']>;

export type TurnWish = {
  budget: Budget;
  operation: string;
  /** Milliseconds drawn for the spacing between this request and the next. */
  gapMs: number;
  nowMs: number;
  /** How far ahead a turn may lie; a host that is busy for longer gives none. */
  patienceMs: number;
  /** Good answers since this replica took its last turn. */
  answers: number;
};

export type Turn = { kind: 'granted'; startMs: number; state: HostState } | { kind: 'refused'; untilMs: number; why: Wait };

/**
 * Reserves the next free turn of a host. Turns are given in the order they are asked for, each at its own instant, so nobody asks again and nobody
 * rushes when a host opens.
 */
export const takeTurn = (before: HostState, wish: TurnWish): Turn => {
  const { budget, operation, nowMs } = wish;
  const state = recovered(before, wish.answers);
  const used = bucketsOf(state, budget, operation);
  const { startMs, why } = nextFree(state, used, nowMs);
  if (startMs - nowMs > wish.patienceMs) return { kind: 'refused', untilMs: startMs, why };
  return { kind: 'granted', startMs, state: granted(state, wish, used, startMs) };
};

/** When the next request to a host may begin, whatever its operation, and what it waits for until then. */
export const nextFreeOf = (state: HostState, budget: Budget, nowMs: number): { startMs: number; why: Wait } =>
  nextFree(state, [[state.host, budget.host]], nowMs);

type Used = readonly (readonly [Bucket, Limits])[];

/** What a turn is charged to: the host, and the operation where it has limits of its own. */
const bucketsOf = ({ host, operations }: HostState, budget: Budget, operation: string): Used => {
  const own = budget.operations[operation];
  return own
    ? [
        [host, budget.host],
        [operations[operation] ?? fullBucket, own],
      ]
    : [[host, budget.host]];
};

const nextFree = (state: HostState, used: Used, nowMs: number): { startMs: number; why: Wait } => {
  const { untilMs, why } = latest<{ untilMs: number; why: Wait }>([
    { untilMs: state.nextMs, why: 'spacing' },
    { untilMs: state.closedUntilMs, why: state.closedWhy ?? 'push-back' },
    ...used.flatMap(([bucket, limits]) => constraintsOf(bucket, limits, state.share)),
  ]);
  const freeMs = Math.max(nowMs, untilMs);
  const startMs = used.reduce((ms, [bucket, limits]) => withinQuotaMs(bucket, limits, ms), freeMs);
  return { startMs, why: startMs > freeMs ? 'quota' : why };
};

const granted = (state: HostState, { budget, operation, gapMs }: TurnWish, used: Used, startMs: number): HostState => {
  const [host, own] = used.map(([bucket, limits]) => charged(bucket, limits, state.share, startMs));
  return {
    ...state,
    host: host!,
    operations: own ? { ...state.operations, [operation]: own } : state.operations,
    nextMs: startMs + spacingMs(budget, gapMs / state.share),
    granted: state.granted + 1,
  };
};

/** A floor holds between requests as they begin, so it counts from the latest instant at which the turn before may be used. */
const spacingMs = ({ floorMs }: Budget, gapMs: number): number => (floorMs > 0 ? atLeast(floorMs + graceMs, gapMs) : Math.max(0, gapMs));

const latest = <Until extends { untilMs: number }>(constraints: readonly Until[]): Until =>
  constraints.reduce((last, constraint) => (constraint.untilMs > last.untilMs ? constraint : last));

const leastShare = 1 / 64;
/** Regained with every good answer: twenty of them undo the first halving. */
const regained = 1 / 40;

/** Additive increase. */
const recovered = (state: HostState, answers: number): HostState =>
  answers === 0 ? state : { ...state, share: Math.min(1, state.share + regained * answers), strikes: 0 };

export type PushBack = {
  /** When the request began that was pushed back. */
  startedMs: number;
  nowMs: number;
  /** Milliseconds the host asked for; null where it did not say. */
  retryAfterMs: number | null;
  /** Divides the waits that we choose. */
  speed: number;
};

const firstBackOffMs = 10_000;
const longestBackOffMs = 15 * 60_000;

/**
 * Multiplicative decrease: half the rate, once for all requests that were under way together, and no request for as long as the host asks, or
 * where it does not say for twice as long each time.
 */
export const pushedBack = (state: HostState, { startedMs, nowMs, retryAfterMs, speed }: PushBack): HostState => {
  const isNews = startedMs >= state.pushedBackMs;
  const strikes = isNews ? state.strikes + 1 : state.strikes;
  const backOffMs = Math.min(firstBackOffMs * 2 ** (Math.max(1, strikes) - 1), longestBackOffMs) / speed;
  return closed(
    {
      ...state,
      share: isNews ? Math.max(leastShare, state.share / 2) : state.share,
      pushedBackMs: isNews ? nowMs : state.pushedBackMs,
      strikes,
    },
    nowMs + (retryAfterMs ?? (isNews ? backOffMs : 0)),
    retryAfterMs === null ? 'push-back' : 'retry-after',
  );
};

/** No request before `untilMs`; the longest closure counts. */
export const closed = (state: HostState, untilMs: number, why: NonNullable<HostState['closedWhy']>): HostState =>
  untilMs > state.closedUntilMs ? { ...state, closedUntilMs: untilMs, closedWhy: why } : state;
