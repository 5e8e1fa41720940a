import type { BookKey } from '@tickettape/contracts';
import { DelegateBackoff, ExponentialBackoff, handleWhenResult, type IBackoff, noJitterGenerator, retry } from 'cockatiel';
import type { HostGate } from '../politeness/host-gate.js';
import { NotNow } from '../politeness/not-now.js';
import type { Pace } from '../politeness/pace.js';
import { retryAfterMs } from '../politeness/retry-after.js';
import type { Told } from '../politeness/told.js';
import type { Exchange } from './exchange.js';
import type { Look } from './source.js';
import type { Blind, Verdict } from './verdict.js';

const tries = 3;
const backoffMs = { initialDelay: 2_000, maxDelay: 30_000 };
/** A `Retry-After` of at most this is waited for within the look; a longer one ends it. */
const patienceMs = 5_000;

/** One request and what came of it. */
export type Try<Answer> = { verdict: Verdict<Answer>; waitMs: number | null; observedAt: string; body: string | null };

export type Question<Answer> = {
  /** The book, and what of it is asked for. */
  errand: BookKey & { operation: string };
  /** One request. Faults of network and source are values; rejects only with the reason of the signal. */
  ask: () => Promise<Exchange>;
  judge: (exchange: Exchange) => Verdict<Answer>;
};

type Settings = { gate: Pick<HostGate, 'run'>; pace: Pace; now: () => number };

/** Asks through the gate, and again where that may help. Rejects with NotNow where not even one request may be made, and with the reason of `signal`. */
export const askPatiently = async <Answer>(
  { gate, pace, now }: Settings,
  { errand, ask, judge }: Question<Answer>,
  signal: AbortSignal,
): Promise<{ last: Try<Answer>; attempts: number }> => {
  let attempts = 0;
  let last: Try<Answer> | null = null;
  await retryPolicy(pace.speed).execute(async () => {
    const next = await gate
      .run(errand, async () => tryOf(await ask(), judge, now()), tellOf, signal)
      .catch((error: unknown) => {
        // What an earlier try met goes on the tape, also where the host may not be asked again.
        if (error instanceof NotNow && last !== null) return null;
        throw error;
      });
    if (next === null) return null;
    attempts += 1;
    return (last = next);
  }, signal);
  return { last: last! as Try<Answer>, attempts };
};

/** What the tape says of a look that ended with this try. */
export const blindLook = (verdict: Blind, { waitMs, observedAt }: Omit<Try<unknown>, 'verdict'>, attempts: number): Look => {
  const { reason, httpStatus, detail } = verdict;
  return { observation: { kind: 'blind', observedAt, reason, httpStatus, attempts, detail }, retryAfterMs: waitMs, skips: [], attempts };
};

const tellOf = <Answer>({ verdict, waitMs }: Try<Answer>): Told => ({
  result: verdict.kind === 'blind' ? verdict.reason : 'listings',
  httpStatus: verdict.kind === 'blind' ? verdict.httpStatus : 200,
  retryAfterMs: waitMs,
});

const tryOf = <Answer>(exchange: Exchange, judge: Question<Answer>['judge'], nowMs: number): Try<Answer> => {
  const waitMs = exchange.kind === 'reply' ? retryAfterMs(exchange.retryAfter, nowMs) : null;
  const body = exchange.kind === 'reply' ? exchange.body : null;
  return { verdict: judge(exchange), waitMs, observedAt: new Date(nowMs).toISOString(), body };
};

/** Tries again what may pass by itself, and after 429 only where the source says when. */
const mayTryAgain = (result: Try<unknown> | null): boolean => {
  if (result === null || result.verdict.kind === 'listings') return false;
  const { verdict, waitMs } = result;
  if (waitMs !== null && waitMs > patienceMs) return false;
  return verdict.transient || (verdict.reason === 'throttled' && waitMs !== null);
};

const retryPolicy = (speed: number) => {
  const exponential = new ExponentialBackoff({ ...backoffMs, generator: noJitterGenerator });
  const backoff = new DelegateBackoff<{ result: unknown }, IBackoff<unknown>>((context, previous) => {
    const state = previous?.next(context) ?? exponential.next();
    const { waitMs } = (context.result as { value: Try<unknown> }).value;
    return { delay: Math.max(waitMs ?? 0, state.duration / speed), state };
  });
  return retry(
    handleWhenResult((result) => mayTryAgain(result as Try<unknown> | null)),
    { maxAttempts: tries - 1, backoff },
  );
};
