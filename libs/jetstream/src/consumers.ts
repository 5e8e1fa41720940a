import { AckPolicy, DeliverPolicy, type ConsumerConfig, type JetStreamManager } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import type { StreamName } from '@tickettape/contracts';

/** What a durable consumer is, apart from who handles its messages. */
export type ConsumerShape = {
  stream: StreamName;
  durable: string;
  filterSubjects: readonly string[];
  /** Messages out at once over all replicas; 1 makes the order strict. */
  maxAckPending: number;
  /** Milliseconds until a message whose handler died comes back; a living handler renews it. Default 10 s. */
  ackWaitMs?: number;
};

/** The durable consumers of the services. A handler takes its own from here, `tape declare` makes them all, and permissions are given for them by name. */
export const consumers = {
  sweepsHigh: { stream: 'SWEEPS', durable: 'collector-sweeps-high', filterSubjects: ['sweep.due-high.*.*'], maxAckPending: 32 },
  sweeps: { stream: 'SWEEPS', durable: 'collector-sweeps', filterSubjects: ['sweep.due.*.*'], maxAckPending: 64 },
  sweepsLow: { stream: 'SWEEPS', durable: 'collector-sweeps-low', filterSubjects: ['sweep.due-low.*.*'], maxAckPending: 16 },
  catalogue: { stream: 'CATALOG', durable: 'collector-catalog', filterSubjects: ['catalog.*.*'], maxAckPending: 256 },
  /** In strict order: what a look means depends on the one before. */
  evaluation: { stream: 'BOOKS', durable: 'notifier-books', filterSubjects: ['book.*.*'], maxAckPending: 1, ackWaitMs: 3_000 },
  watches: { stream: 'WATCHES', durable: 'notifier-watches', filterSubjects: ['watch.*'], maxAckPending: 8 },
  delivery: { stream: 'ALERTS', durable: 'notifier-delivery', filterSubjects: ['alert.*'], maxAckPending: 64 },
  sources: { stream: 'SOURCES', durable: 'notifier-sources', filterSubjects: ['source.*'], maxAckPending: 16 },
  /** Messages that wait for a channel stay out at the server, so many may. */
  outbox: { stream: 'ALERTS', durable: 'notifier-outbox', filterSubjects: ['delivery.*'], maxAckPending: 5_000 },
} as const satisfies Record<string, ConsumerShape>;

export const consumerConfig = ({ durable, filterSubjects, ackWaitMs = 10_000, maxAckPending }: ConsumerShape): Partial<ConsumerConfig> => ({
  name: durable,
  durable_name: durable,
  ack_policy: AckPolicy.Explicit,
  deliver_policy: DeliverPolicy.All,
  // A single one stands in the subject of the request too, which permissions can be given for.
  ...(filterSubjects.length === 1 ? { filter_subject: filterSubjects[0]! } : { filter_subjects: [...filterSubjects] }),
  ack_wait: nanos(ackWaitMs),
  max_deliver: -1,
  max_ack_pending: maxAckPending,
});

/** Makes a durable consumer or brings it to its shape; where it stands stays. */
export const ensureConsumer = async (jsm: JetStreamManager, shape: ConsumerShape): Promise<void> => {
  await jsm.consumers.add(shape.stream, consumerConfig(shape));
};
