import type { RelocatedMessage } from './relocation.js';

/** The server takes at most 1,000 messages in one batch. */
const batchMessages = 500;
const batchBytes = 4 * 1024 * 1024;

/** Collects messages into batches, in order; the last one may be small. */
export async function* batchesOf(messages: AsyncIterable<RelocatedMessage>): AsyncGenerator<RelocatedMessage[]> {
  let batch: RelocatedMessage[] = [];
  let bytes = 0;
  for await (const message of messages) {
    batch.push(message);
    bytes += message.original.body.length;
    if (batch.length < batchMessages && bytes < batchBytes) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}
