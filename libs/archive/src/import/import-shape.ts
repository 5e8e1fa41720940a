import type { JetStreamManager, StreamConfig } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import type { StreamName } from '@tickettape/contracts';
import { streamConfig } from '@tickettape/jetstream';

/** The shortest the server takes: it would keep the ids of the last ten minutes in memory, and an import passes millions in that time. */
const duplicateWindowMs = 100;

/** Lets a stream take batches. */
export const openForImport = async (jsm: JetStreamManager, config: StreamConfig): Promise<void> => {
  await jsm.streams.update(config.name, { ...config, allow_atomic: true, duplicate_window: nanos(duplicateWindowMs) });
};

/** Gives a stream its own shape back. */
export const closeAfterImport = async (jsm: JetStreamManager, stream: StreamName): Promise<void> => {
  const { config } = await jsm.streams.info(stream);
  const { duplicate_window } = streamConfig(stream);
  await jsm.streams.update(stream, { ...config, allow_atomic: false, ...(duplicate_window !== undefined && { duplicate_window }) });
};
