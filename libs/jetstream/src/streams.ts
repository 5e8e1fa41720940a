import {
  DiscardPolicy,
  JetStreamApiError,
  RetentionPolicy,
  StorageType,
  StoreCompression,
  type JetStreamManager,
  type StreamConfig,
} from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import { streamSubjects, type StreamName } from '@tickettape/contracts';

const dayMs = 24 * 3_600_000;

/** Retries of a publish end long before this; a repeated `Nats-Msg-Id` inside it is recognised as the same fact. */
const duplicateWindowMs = 10 * 60_000;

const facts = { retention: RetentionPolicy.Limits, duplicate_window: nanos(duplicateWindowMs), deny_delete: true, allow_direct: true };

/** What a stream is beyond its name and its subjects. Facts are kept for ever and cannot be deleted one by one. */
const shapes: Record<StreamName, Partial<StreamConfig>> = {
  CATALOG: facts,
  BOOKS: facts,
  WATCHES: facts,
  ALERTS: facts,
  SOURCES: facts,
  SWEEPS: {
    retention: RetentionPolicy.Workqueue,
    allow_msg_schedules: true,
    allow_msg_ttl: true,
    allow_direct: true,
  },
  REQUESTS: {
    retention: RetentionPolicy.Limits,
    discard: DiscardPolicy.Old,
    max_age: nanos(14 * dayMs),
    max_bytes: 128 * 1024 * 1024,
    allow_direct: true,
  },
  ANSWERS: {
    retention: RetentionPolicy.Limits,
    discard: DiscardPolicy.Old,
    max_age: nanos(7 * dayMs),
    max_bytes: 256 * 1024 * 1024,
    compression: StoreCompression.S2,
    allow_direct: true,
  },
  DEAD: { retention: RetentionPolicy.Limits, max_age: nanos(30 * dayMs), allow_direct: true },
};

export type StreamSettings = {
  /** Servers that hold a copy. Unless told, a new stream has one and an old one keeps what it has. */
  replicas?: number;
  /** Whether facts are protected from being purged; that cannot be taken back. Unless told, a stream keeps what it has. */
  denyPurge?: boolean;
};

export const streamConfig = (name: StreamName, { replicas, denyPurge }: StreamSettings = {}): Partial<StreamConfig> & { name: string } => ({
  name,
  subjects: [...streamSubjects[name]],
  storage: StorageType.File,
  ...(replicas !== undefined && { num_replicas: replicas }),
  ...shapes[name],
  ...(denyPurge && shapes[name] === facts && { deny_purge: true }),
});

const streamNotFound = 10059;
const streamNameInUse = 10058;

/** Creates the streams that are missing and brings the others to their declared shape; safe from many processes at once. */
export const ensureStreams = async (jsm: JetStreamManager, names: readonly StreamName[], settings: StreamSettings = {}): Promise<void> => {
  for (const name of names) await ensureStream(jsm, streamConfig(name, settings));
};

const ensureStream = async (jsm: JetStreamManager, config: Partial<StreamConfig> & { name: string }): Promise<void> => {
  try {
    await jsm.streams.update(config.name, config);
  } catch (error) {
    if (!hasCode(error, streamNotFound)) throw error;
    await jsm.streams.add(config).catch((raced: unknown) => {
      if (!hasCode(raced, streamNameInUse)) throw raced;
    });
  }
};

const hasCode = (error: unknown, code: number): boolean => error instanceof JetStreamApiError && error.code === code;
