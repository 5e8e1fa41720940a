import type { JetStreamManager } from '@nats-io/jetstream';
import { BookFact, subjects, type WatchFinding } from '@tickettape/contracts';
import { firstSince, readFacts, startBefore } from '@tickettape/tape';
import { needsOf, Rehearsal, type Watched } from '@tickettape/watches';

/** How far the work has come, in messages of the stream. */
export type RehearsalProgress = { messages: number; total: number };

export type RehearsalSettings = {
  onProgress?: (progress: RehearsalProgress) => void;
  /** Ends it early; what was found until then is told. */
  signal?: AbortSignal;
};

export type Rehearsed = {
  /** What the watch would have told, oldest first. */
  findings: WatchFinding[];
  /** The looks it judged, by quality. */
  looks: { complete: number; partial: number; blind: number };
  /** `observedAt` of the first and the last of them; null where there is none. */
  from: string | null;
  to: string | null;
  /** Whether everything was read. */
  finished: boolean;
};

/** Runs a watch over the recorded tape of its book from `watch.since` on, as if it had been there; nothing is stored and nobody is told. */
export const rehearse = async (
  jsm: JetStreamManager,
  watch: Watched,
  { onProgress, signal }: RehearsalSettings = {},
): Promise<Rehearsed> => {
  const subject = subjects.book(watch);
  const rehearsal = new Rehearsal(watch);
  const first = await firstSince(jsm, subject, Date.parse(watch.since));
  let [from, to]: [string | null, string | null] = [null, null];
  if (first === null) return { findings: [], looks: rehearsal.looks, from, to, finished: true };
  const start = await startBefore(jsm, first, needsOf([watch]));
  const { state } = await jsm.streams.info('BOOKS');
  for await (const { fact, position } of readFacts(jsm, { stream: 'BOOKS', subject, from: start, schema: BookFact })) {
    if (signal?.aborted) return { findings: rehearsal.findings, looks: rehearsal.looks, from, to, finished: false };
    if (fact === null) continue;
    rehearsal.take(fact, position);
    if (Date.parse(fact.data.observedAt) > Date.parse(watch.since)) [from, to] = [from ?? fact.data.observedAt, fact.data.observedAt];
    onProgress?.({ messages: position - start, total: state.last_seq - start });
  }
  return { findings: rehearsal.findings, looks: rehearsal.looks, from, to, finished: true };
};
