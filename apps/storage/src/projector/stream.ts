import {
  JetStreamApiError,
  type Consumer,
  type JetStreamClient,
  type JetStreamManager,
  type StoredMsg,
  type StreamInfo,
} from '@nats-io/jetstream';
import type { StreamName } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';

const streamNotFound = 10059;

/** Throws STREAM_CHANGED where there is no such stream, NATS_UNAVAILABLE where nobody answers. */
export const streamInfo = (jsm: JetStreamManager, stream: StreamName): Promise<StreamInfo> =>
  jsm.streams.info(stream).catch(asTapeError(stream));

/** null where the stream holds no such message, or no longer. */
export const messageAt = (jsm: JetStreamManager, stream: StreamName, sequence: number): Promise<StoredMsg | null> =>
  jsm.streams.getMessage(stream, { seq: sequence }).catch(asTapeError(stream));

/** An ordered consumer: no acknowledgements, every message once and in order, none left out. */
export const openConsumer = (js: JetStreamClient, stream: StreamName, firstSequence: number): Promise<Consumer> =>
  js.consumers.get(stream, { opt_start_seq: firstSequence }).catch(asTapeError(stream));

const asTapeError =
  (stream: StreamName) =>
  (cause: unknown): never => {
    const gone = cause instanceof JetStreamApiError && cause.code === streamNotFound;
    throw new AppError(gone ? 'STREAM_CHANGED' : 'NATS_UNAVAILABLE', { cause, detail: gone ? `there is no stream ${stream}` : stream });
  };
