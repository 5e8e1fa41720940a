import type { JetStreamManager } from '@nats-io/jetstream';
import { AppError } from '@tickettape/errors';
import { findStream, type Span } from '../read-span.js';
import type { TapeStream } from '../tape-streams.js';
import type { Bound } from './bound.js';

export type Part = { stream: TapeStream; from?: Bound; to?: Bound; subject?: string };

/** What a part of a stream is in sequences as it stands now. Throws NOT_FOUND, NATS_UNAVAILABLE. */
export const spanOf = async (jsm: JetStreamManager, { stream, from, to, subject }: Part): Promise<Span> => {
  const info = await findStream(jsm, stream);
  if (info === null) throw new AppError('NOT_FOUND', { detail: `the server has no stream ${stream}` });
  const { first_seq, last_seq } = info.state;
  const end = { stream, last: last_seq };
  const fromSequence = from === undefined ? first_seq : 'sequence' in from ? from.sequence : await firstAt(jsm, end, from.time.getTime());
  const toSequence = to === undefined ? last_seq : 'sequence' in to ? to.sequence : (await firstAt(jsm, end, to.time.getTime() + 1)) - 1;
  return {
    stream,
    created: info.created,
    fromSequence: Math.max(fromSequence, first_seq, 1),
    toSequence: Math.min(toSequence, last_seq),
    ...(subject !== undefined && { subject }),
  };
};

/** Sequence of the first message stored at or after an instant; one behind the last where there is none. */
const firstAt = async (jsm: JetStreamManager, { stream, last }: { stream: TapeStream; last: number }, atMs: number): Promise<number> => {
  const message = await jsm.direct.getMessage(stream, { start_time: new Date(atMs) });
  return message?.seq ?? last + 1;
};
