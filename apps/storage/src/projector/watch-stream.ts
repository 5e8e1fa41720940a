import { AppError } from '@tickettape/errors';
import { setTimeout as delay } from 'node:timers/promises';
import type { Progress } from './progress.js';
import type { AnyProjection } from './projection.js';
import type { SessionTools } from './session.js';
import { expectSameStream } from './stream-identity.js';
import { streamInfo } from './stream.js';

/** Milliseconds between two looks at the stream: how old the lag may be, and how late a stream that was replaced is noticed while nothing arrives. */
const intervalMs = 1_000;

/** Keeps an eye on the stream until `ended` is aborted. Throws STREAM_CHANGED when it is no longer the one that is being projected. */
export const watchStream = async (
  { jsm, report }: Pick<SessionTools, 'jsm' | 'report'>,
  projection: AnyProjection,
  progress: Progress,
  ended: AbortSignal,
): Promise<void> => {
  const { stream } = projection;
  while (!ended.aborted) {
    const position = progress.position;
    const info = await streamInfo(jsm, stream).catch(unlessAway);
    if (info && progress.streamCreated !== null) {
      expectSameStream(stream, info, { streamCreated: progress.streamCreated, position });
      progress.lastSequence = Math.max(info.state.last_seq, progress.position);
      report.lag(projection, progress);
    }
    await delay(intervalMs, undefined, { signal: ended }).catch(() => undefined);
  }
};

/** While NATS is away nothing can be said about the stream; whoever reads it notices by itself. */
const unlessAway = (error: unknown): null => {
  if (error instanceof AppError && error.code === 'NATS_UNAVAILABLE') return null;
  throw error;
};
