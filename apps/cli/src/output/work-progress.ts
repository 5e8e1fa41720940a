import { formatCount } from '../format/amount.js';
import { formatSpan } from '../format/span.js';
import type { Progress } from './progress.js';

/** How far a work that counts messages has come. */
export type WorkDone = { step: string; messages: number; total: number };

/** Milliseconds between two lines. */
const everyMs = 1_000;

/** Tells of a long work: at most one line a second with how much is done, how fast, and how long it still takes. */
export const workProgressTo = (progress: Progress, now: () => number = () => performance.now()): ((done: WorkDone) => void) => {
  let start: { messages: number; atMs: number } | undefined;
  let toldAtMs = now();
  return (done) => {
    const atMs = now();
    start ??= { messages: done.messages, atMs };
    if (atMs - toldAtMs < everyMs) return;
    toldAtMs = atMs;
    progress(describeWork(done, done.messages - start.messages, atMs - start.atMs));
  };
};

/** `BOOKS: 120,000 of 1,000,000 messages, 15,000/s, 58s left`; `handled` of them were handled in `elapsedMs`. */
export const describeWork = ({ step, messages, total }: WorkDone, handled: number, elapsedMs: number): string => {
  const counted = `${step}: ${formatCount(messages)} of ${formatCount(total)} messages`;
  if (handled <= 0 || elapsedMs <= 0) return counted;
  const perMs = handled / elapsedMs;
  return `${counted}, ${formatCount(Math.round(perMs * 1_000))}/s, ${formatSpan((total - messages) / perMs)} left`;
};

/** Messages a second, for a summary; null where the time was too short to tell. */
export const messagesPerSecond = (messages: number, durationMs: number): number | null =>
  durationMs > 0 ? Math.round((messages / durationMs) * 1_000) : null;
