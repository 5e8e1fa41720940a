import { PassThrough, type Readable } from 'node:stream';
import type { RehearsalProgress } from '@tickettape/rehearsal';
import { failureOf } from '@tickettape/service';
import type { RehearsalView } from './rehearsal-view.js';

/** Newline-delimited JSON: lines `{"progress":{"messages","total"}}`, then one `{"result"}` or `{"error"}`. */
export const ndjson = 'application/x-ndjson';

/** Milliseconds between two lines of progress. */
const everyMs = 1_000;

type Work = (onProgress: (progress: RehearsalProgress) => void) => Promise<RehearsalView>;

/** The answer of a work that may take minutes, line by line, so that whoever asks sees how far it is. The first line of progress comes at once. */
export const linesOf = (work: Work, now: () => number = () => performance.now()): Readable => {
  const lines = new PassThrough();
  const write = (line: object) => void lines.write(`${JSON.stringify(line)}\n`);
  let toldAtMs = -Infinity;
  const onProgress = (progress: RehearsalProgress) => {
    if (now() - toldAtMs < everyMs) return;
    toldAtMs = now();
    write({ progress });
  };
  void work(onProgress)
    .then(
      (result) => write({ result }),
      (error: unknown) => write({ error: failureOf(error) }),
    )
    .finally(() => lines.end());
  return lines;
};
