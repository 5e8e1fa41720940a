import { JetStreamApiError, type JetStreamClient, type JetStreamManager, type JsMsg, type StreamInfo } from '@nats-io/jetstream';
import type { StreamName } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';

/** Part of a stream, both ends included. */
export type Span = {
  stream: StreamName;
  /** Identity of the stream: when its server created it. */
  created: string;
  fromSequence: number;
  toSequence: number;
  /** Only what matches this pattern of subjects. @default everything */
  subject?: string;
};

/** Bytes asked for ahead; more than the largest message, so that every message fits into one request. */
const prefetchBytes = 16 * 1024 * 1024;

/** Milliseconds without a message after which it is asked whether any is still to come. */
const silenceMs = 2_000;

/**
 * The messages of a span in order, read as fast as the caller takes them. What the stream has dropped is left out; an outage is waited for.
 * Throws STREAM_CHANGED where the stream is no longer the one it was, and the reason of `signal` once it is aborted.
 */
export async function* readSpan(js: JetStreamClient, jsm: JetStreamManager, span: Span, signal?: AbortSignal): AsyncGenerator<JsMsg> {
  const { stream, fromSequence, toSequence, subject } = span;
  if (toSequence < fromSequence || (await isOver(jsm, span, fromSequence - 1))) return expectStream(jsm, span);
  const consumer = await js.consumers.get(stream, {
    opt_start_seq: fromSequence,
    ...(subject !== undefined && { filter_subjects: subject }),
  });
  const messages = await consumer.consume({ max_bytes: prefetchBytes });
  let last = fromSequence - 1;
  const stopAtTheEnd = async () => {
    if (await isOver(jsm, span, last)) messages.stop();
  };
  const watch = whenSilent(stopAtTheEnd);
  const stop = () => messages.stop();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    for await (const message of messages) {
      signal?.throwIfAborted();
      watch.heard();
      if (message.seq > toSequence) break;
      last = message.seq;
      yield message;
      if (message.seq >= toSequence || message.info.pending === 0) break;
    }
  } finally {
    watch.end();
    signal?.removeEventListener('abort', stop);
    stop();
  }
  signal?.throwIfAborted();
  await expectStream(jsm, span);
}

const streamNotFound = 10059;

/** null where there is no such stream. Throws NATS_UNAVAILABLE. */
export const findStream = (jsm: JetStreamManager, stream: StreamName): Promise<StreamInfo | null> =>
  jsm.streams.info(stream).catch((cause: unknown) => {
    if (cause instanceof JetStreamApiError && cause.code === streamNotFound) return null;
    throw new AppError('NATS_UNAVAILABLE', { cause, detail: stream });
  });

const expectStream = async (jsm: JetStreamManager, { stream, created }: Span): Promise<void> => {
  if ((await findStream(jsm, stream))?.created !== created)
    throw new AppError('STREAM_CHANGED', { detail: `${stream} was replaced while it was read`, fix: 'Begin again' });
};

/** Whether nothing of the span is left behind `last`, or the stream is another one. */
const isOver = async (jsm: JetStreamManager, { stream, created, toSequence, subject = '>' }: Span, last: number): Promise<boolean> => {
  if ((await findStream(jsm, stream))?.created !== created) return true;
  const next = await jsm.direct.getMessage(stream, { seq: last + 1, next_by_subj: subject });
  return next === null || next.seq > toSequence;
};

/** Asks after every silence; a question that fails is asked again after the next one. */
const whenSilent = (ask: () => Promise<void>) => {
  let heard = true;
  const timer = setInterval(() => {
    if (!heard) ask().catch(() => undefined);
    heard = false;
  }, silenceMs);
  return { heard: () => (heard = true), end: () => clearInterval(timer) };
};
