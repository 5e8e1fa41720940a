import type { Consumer } from '@nats-io/jetstream';
import { AppError } from '@tickettape/errors';
import { endWhenLost, pulling } from '@tickettape/jetstream';
import type { z } from 'zod';
import type { Inbox } from './inbox.js';
import { readMessage, type Incoming } from './read-message.js';

/** Messages asked for ahead of what is being written. */
const prefetchMessages = 256;

/**
 * Reads into `inbox` until `ended` is aborted. Throws when the stream is no longer read by `consumer` itself: the client replaces a consumer
 * that the server lost, and nobody would notice that the new one reads another stream of the same name.
 */
export const readStream = async <Fact>(
  consumer: Consumer,
  schema: z.ZodType<Fact>,
  inbox: Inbox<Incoming<Fact>>,
  ended: AbortSignal,
): Promise<void> => {
  const { name, stream_name: stream } = await consumer.info(true);
  const messages = await consumer.consume({ ...pulling, max_messages: prefetchMessages, abort_on_missing_resource: true });
  void endWhenLost(messages);
  const stop = () => messages.stop();
  ended.addEventListener('abort', stop, { once: true });
  if (ended.aborted) stop();
  try {
    for await (const message of messages) {
      if (message.info.consumer !== name) throw new AppError('NATS_UNAVAILABLE', { detail: `the consumer of ${stream} was lost` });
      if (!(await inbox.put(readMessage(schema, message)))) return;
    }
  } finally {
    ended.removeEventListener('abort', stop);
    stop();
    // The server would forget it by itself, but only after five minutes.
    void consumer.delete().catch(() => false);
  }
  if (!ended.aborted) throw new AppError('NATS_UNAVAILABLE', { detail: `the consumer of ${stream} ended` });
};
