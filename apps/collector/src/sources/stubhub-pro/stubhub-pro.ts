import type { Blindness, Observation } from '@tickettape/book';
import type { BookKey } from '@tickettape/contracts';
import { DelegateBackoff, ExponentialBackoff, handleWhenResult, type IBackoff, noJitterGenerator, retry } from 'cockatiel';
import type { HostGate } from '../../politeness/host-gate.js';
import { NotNow } from '../../politeness/not-now.js';
import type { Pace } from '../../politeness/pace.js';
import { retryAfterMs } from '../../politeness/retry-after.js';
import type { Told } from '../../politeness/told.js';
import { orAborted } from '../or-aborted.js';
import type { Look, Source } from '../source.js';
import { joined, type Answer } from './answer.js';
import { stubHubProCapabilities } from './capabilities.js';
import type { Feed } from './feed.js';
import { sightingOf } from './sighting.js';
import { judge, type Failure, type Reply, type Verdict } from './verdict.js';

export type StubHubProSettings = { name: string; host: string; pace: Pace; gate: HostGate; ask: Feed; now: () => number };

const tries = 3;
const backoffMs = { initialDelay: 2_000, maxDelay: 30_000 };
/** A `Retry-After` of at most this is waited for within the look; a longer one ends it. */
const patienceMs = 5_000;
/** Pages of one look at most; what they leave out shows against the declared total. */
const mostPages = 40;

/** StubHub's pro endpoint GetCompListingsByEventId. It shows a whole book in one answer and, as far as is known, declares no total; where it declares pages, all of
 * them are read. */
export const stubHubPro = (settings: StubHubProSettings): Source => ({
  name: settings.name,
  kind: 'stubhub-pro',
  host: settings.host,
  pace: settings.pace,
  capabilities: stubHubProCapabilities,
  look: (key, { signal }) => orAborted(() => look(settings, key, signal), signal),
  read: (key, bodies, observedAt) => read(key, bodies, observedAt),
});

/** One request and what came of it. */
type Try = { verdict: Verdict; waitMs: number | null; observedAt: string; body: string | null };

const look = async (settings: StubHubProSettings, key: BookKey, signal: AbortSignal): Promise<Look> => {
  const answers: Answer[] = [];
  const bodies: string[] = [];
  for (let page = 1, attempts = 0; ; page += 1) {
    const asked = await askPage(settings, key, page, signal);
    attempts += asked.attempts;
    const { verdict, observedAt } = asked.last;
    if (verdict.kind === 'blind') return blindLook(verdict, asked.last, attempts);
    answers.push(verdict.answer);
    bodies.push(asked.last.body!);
    if (page >= Math.min(answers[0]!.pageCount, mostPages)) return { ...seenLook(joined(answers), observedAt, attempts), bodies };
  }
};

const askPage = async ({ name, gate, ask, pace, now }: StubHubProSettings, key: BookKey, page: number, signal: AbortSignal) => {
  let attempts = 0;
  let last: Try | null = null;
  await retryPolicy(pace.speed).execute(async () => {
    const errand = { source: name, eventId: key.eventId, operation: 'listings' };
    const next = await gate
      .run(errand, async () => tryOf(await ask(key.eventId, signal, page), key, now()), tellOf, signal)
      .catch((error: unknown) => {
        // What an earlier try met goes on the tape, also where the host may not be asked again.
        if (error instanceof NotNow && last !== null) return null;
        throw error;
      });
    if (next === null) return null;
    attempts += 1;
    return (last = next);
  }, signal);
  return { last: last! as Try, attempts };
};

const read = (key: BookKey, bodies: readonly string[], observedAt: string): Observation => {
  const answers: Answer[] = [];
  for (const body of bodies) {
    const verdict = judge({ kind: 'reply', status: 200, location: null, retryAfter: null, body }, key);
    if (verdict.kind === 'blind') return { ...verdict, observedAt, attempts: 0 };
    answers.push(verdict.answer);
  }
  return seenLook(joined(answers), observedAt, 0).observation;
};

const tellOf = ({ verdict, waitMs }: Try): Told => ({
  result: verdict.kind === 'blind' ? verdict.reason : 'listings',
  httpStatus: verdict.kind === 'blind' ? verdict.httpStatus : 200,
  retryAfterMs: waitMs,
});

const tryOf = (exchange: Reply | Failure, key: BookKey, nowMs: number): Try => {
  const verdict = judge(exchange, key);
  const waitMs = exchange.kind === 'reply' ? retryAfterMs(exchange.retryAfter, nowMs) : null;
  const body = exchange.kind === 'reply' ? exchange.body : null;
  return { verdict, waitMs, observedAt: new Date(nowMs).toISOString(), body };
};

/** Tries again what may pass by itself, and after 429 only where the source says when. */
const mayTryAgain = (result: Try | null): boolean => {
  if (result === null || result.verdict.kind === 'listings') return false;
  const { verdict, waitMs } = result;
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
    handleWhenResult((result) => mayTryAgain(result as Try | null)),
    { maxAttempts: tries - 1, backoff },
  );
};

const blindLook = (verdict: Extract<Verdict, { kind: 'blind' }>, { waitMs, observedAt }: Try, attempts: number): Look => {
  const { reason, httpStatus, detail } = verdict;
  return { observation: { kind: 'blind', observedAt, reason, httpStatus, attempts, detail }, retryAfterMs: waitMs, skips: [], attempts };
};

const seenLook = (answer: Answer, observedAt: string, attempts: number): Look => {
  const { sighting, skips } = sightingOf(answer, observedAt);
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
