import { JetStreamApiError, type JetStreamManager } from '@nats-io/jetstream';
import { Kvm } from '@nats-io/kv';
import { streamNames, type StreamName } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import { setTimeout as sleep } from 'node:timers/promises';
import { bucketNames, buckets } from './buckets.js';
import type { Tape } from './connect.js';
import { consumers, ensureConsumer } from './consumers.js';
import { ensureStreams } from './streams.js';

export type Declared = { streams: readonly string[]; consumers: readonly string[]; buckets: readonly string[]; replicas: number };

/**
 * Makes every stream, durable consumer and bucket of the system, or brings it to its declared shape; what they hold stays. Facts are then protected from
 * a purge too, which cannot be taken back. Safe to say again, and while the system runs.
 */
export const declareTape = async ({ nc, jsm }: Tape, replicas: number): Promise<Declared> => {
  await ensureStreams(jsm, streamNames, { replicas, denyPurge: true });
  for (const shape of Object.values(consumers)) await ensureConsumer(jsm, shape);
  for (const name of bucketNames) {
    await new Kvm(nc).create(name, { ...buckets[name], replicas });
    // One that was there already keeps its replicas otherwise.
    await jsm.streams.update(`KV_${name}`, { num_replicas: replicas });
  }
  return { streams: streamNames, consumers: Object.values(consumers).map(({ durable }) => durable), buckets: bucketNames, replicas };
};

const notFound = 404;
const waitMs = 60_000;
const pauseMs = 1_000;

/** Waits until somebody has declared the streams. Throws TAPE_NOT_DECLARED after a minute. */
export const awaitStreams = async (jsm: JetStreamManager, names: readonly StreamName[]): Promise<void> => {
  const deadlineMs = performance.now() + waitMs;
  for (const name of names) {
    while (!(await exists(jsm, name))) {
      if (performance.now() > deadlineMs) throw new AppError('TAPE_NOT_DECLARED', { detail: `there is no stream ${name}` });
      await sleep(pauseMs);
    }
  }
};

const exists = (jsm: JetStreamManager, name: StreamName): Promise<boolean> =>
  jsm.streams.info(name).then(
    () => true,
    (error: unknown) => {
      if (error instanceof JetStreamApiError && error.status === notFound) return false;
      throw error;
    },
  );
