import type { Writable } from 'node:stream';

/** Told what begins now, in a few words. */
export type Progress = (step: string) => void;

/** One line per step with the seconds since the start: `[  1.3s] NATS answers`. */
export const progressTo = (output: Writable, now: () => number = () => performance.now()): Progress => {
  const startedAt = now();
  return (step) => void output.write(`${stepLine(step, now() - startedAt)}\n`);
};

export const stepLine = (step: string, elapsedMs: number): string => `[${(elapsedMs / 1000).toFixed(1).padStart(5)}s] ${step}`;
