import type { JetStreamManager, StreamInfo } from '@nats-io/jetstream';
import type { StreamName } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import type { Position } from './position.js';
import { messageAt } from './stream.js';

type Identity = Pick<StreamInfo, 'created' | 'state'>;

/** Why this cannot be the stream that the position stands on, in words; null when nothing speaks against it. */
export const foreignStream = (
  stream: string,
  { created, state }: Identity,
  { streamCreated, position }: Pick<Position, 'streamCreated' | 'position'>,
): string | null => {
  if (created !== streamCreated) return `${stream} was created at ${created}, the tables come from one of ${streamCreated}`;
  if (state.last_seq < position) return `${stream} ends at ${state.last_seq}, the tables are at ${position}`;
  return null;
};

/** Throws STREAM_CHANGED. */
export const expectSameStream = (stream: string, identity: Identity, position: Pick<Position, 'streamCreated' | 'position'>): void => {
  const reason = foreignStream(stream, identity, position);
  if (reason !== null) throw new AppError('STREAM_CHANGED', { detail: reason });
};

/**
 * Throws STREAM_CHANGED when the message at the position is not the one that was applied: the stream lost its end in a crash and has
 * grown beyond the position again since.
 */
export const expectSameMessage = async (jsm: JetStreamManager, stream: StreamName, { position, positionTime }: Position): Promise<void> => {
  if (positionTime === null) return;
  const message = await messageAt(jsm, stream, position);
  // A message that the stream has dropped since says nothing.
  if (message === null || message.time.getTime() === positionTime.getTime()) return;
  throw new AppError('STREAM_CHANGED', { detail: `message ${position} of ${stream} is not the one that was applied` });
};
