import { Kvm, type KV } from '@nats-io/kv';
import type { NatsConnection } from '@nats-io/transport-node';

/** The key-value buckets, by name: what is shared by replicas and belongs to no fact. */
export const buckets = {
  /** Sources that are paused, and why. */
  SOURCES: { history: 8 },
  /** The budget of each host. */
  BUDGETS: { history: 1 },
  /** Removals that wait for a person. */
  REMOVALS: { history: 8 },
  /** When books change, as storage has learned it. */
  PATTERNS: { history: 1 },
  /** Captcha tokens that people gave, and until when they hold. */
  TOKENS: { history: 1 },
  /** Where a person is asked for one. */
  HANDOFFS: { history: 1 },
  /** Where people are reached: personal, and deleted for good when they ask for it. */
  PEOPLE: { history: 8 },
  /** Who reads the sheet. */
  LEASES: { history: 1 },
} as const satisfies Record<string, { history: number }>;
export type BucketName = keyof typeof buckets;
export const bucketNames = Object.keys(buckets) as BucketName[];

/** Opens a bucket; makes it where it is missing, unless all are `declared`. */
export const openBucket = (nc: NatsConnection, name: BucketName, declared: boolean): Promise<KV> =>
  declared ? new Kvm(nc).open(name) : new Kvm(nc).create(name, buckets[name]);
