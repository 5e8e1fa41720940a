import type { Blindness } from '@tickettape/book';
import type { BookKey } from '@tickettape/contracts';
import { metrics } from '@tickettape/telemetry';
import { DelegateBackoff, ExponentialBackoff, handleWhenResult, type IBackoff, noJitterGenerator, retry } from 'cockatiel';
import type { HostGate } from '../../politeness/host-gate.js';
import type { Pace } from '../../politeness/pace.js';
import { orAborted } from '../or-aborted.js';
import { retryAfterMs } from '../retry-after.js';
import type { Look, Source } from '../source.js';
import type { Feed } from './feed.js';
import { sightingOf } from './sighting.js';
import { judge, type Failure, type Reply, type Verdict } from './verdict.js';

export type StubHubProSettings = { host: string; pace: Pace; gate: HostGate; ask: Feed; now: () => number };

const name = 'stubhub';
const tries = 3;
const backoffMs = { initialDelay: 2_000, maxDelay: 30_000 };
/** A `Retry-After` of at most this is waited for within the look; a longer one ends it. */
const patienceMs = 5_000;

/** StubHub's pro endpoint GetCompListingsByEventId. It shows a whole book in one answer and, as far as is known, declares no total. */
export const stubHubPro = (settings: StubHubProSettings): Source => ({
  name,
  host: settings.host,
  pace: settings.pace,
  look: (key, { signal }) => orAborted(() => look(settings, key, signal), signal),
});

/** One request and what came of it. */
type Try = { verdict: Verdict; waitMs: number | null; observedAt: string };

const look = async ({ gate, ask, pace, now }: StubHubProSettings, key: BookKey, signal: AbortSignal): Promise<Look> => {
  let attempts = 0;
  const last = await retryPolicy(pace.speed).execute(async () => {
    attempts += 1;
    const result = tryOf(await gate.run(() => ask(key.eventId, signal), signal), key, now());
    gate.rest(Math.min(result.waitMs ?? 0, patienceMs));
    return result;
  }, signal);
  return lookOf(last, attempts);
};

const tryOf = (exchange: Reply | Failure, key: BookKey, nowMs: number): Try => {
  const verdict = judge(exchange, key);
  metrics.source_requests_total.inc({ source: name, result: verdict.kind === 'listings' ? 'listings' : verdict.reason });
  const waitMs = exchange.kind === 'reply' ? retryAfterMs(exchange.retryAfter, nowMs) : null;
  return { verdict, waitMs, observedAt: new Date(nowMs).toISOString() };
};

/** Tries again what may pass by itself, and after 429 only where the source says when. */
const mayTryAgain = ({ verdict, waitMs }: Try): boolean => {
  if (verdict.kind === 'listings') return false;
  if (waitMs !== null && waitMs > patienceMs) return false;
  return verdict.transient || (verdict.reason === 'throttled' && waitMs !== null);
};

const retryPolicy = (speed: number) => {
  const exponential = new ExponentialBackoff({ ...backoffMs, generator: noJitterGenerator });
  const backoff = new DelegateBackoff<{ result: unknown }, IBackoff<unknown>>((context, previous) => {
    const state = previous?.next(context) ?? exponential.next();
    const { waitMs } = (context.result as { value: Try }).value;
    return { delay: Math.max(waitMs ?? 0, state.duration / speed), state };
  });
  return retry(
    handleWhenResult((result) => mayTryAgain(result as Try)),
    { maxAttempts: tries - 1, backoff },
  );
};

const lookOf = ({ verdict, waitMs, observedAt }: Try, attempts: number): Look => {
  if (verdict.kind === 'blind') {
    const { reason, httpStatus, detail } = verdict;
    return { observation: { kind: 'blind', observedAt, reason, httpStatus, attempts, detail }, retryAfterMs: waitMs, skips: [], attempts };
  }
  const { sighting, skips } = sightingOf(verdict.answer, observedAt);
  const nothingReadable = sighting.received > 0 && sighting.listings.length === 0;
  return { observation: nothingReadable ? unreadable(observedAt, attempts) : sighting, retryAfterMs: null, skips, attempts };
};

const unreadable = (observedAt: string, attempts: number): Blindness => ({
  kind: 'blind',
  observedAt,
  reason: 'unreadable',
  httpStatus: 200,
  attempts,
  detail: 'none of the listings could be read',
});
