import { z } from 'zod';

/** Which answers a fault spoils. */
const target = {
  /** null means any event. */
  eventId: z.string().nullable().default(null),
  /** Answers for that event that still pass before the fault begins. */
  after: z.int().min(0).max(100_000).default(0),
  /** Answers that it spoils. */
  times: z.int().min(1).max(100_000).default(1),
};

const fault = <Kind extends string, Settings extends z.ZodRawShape = Record<never, never>>(kind: Kind, settings?: Settings) =>
  z.strictObject({ kind: z.literal(kind), ...(settings as Settings), ...target });

/** What can go wrong with an answer, and with which ones it does. */
export const FaultRequest = z.discriminatedUnion('kind', [
  /** 429 with `Retry-After`. */
  fault('throttled', { retryAfterSeconds: z.int().min(0).max(3600).default(2) }),
  /** 429 that does not say for how long. */
  fault('throttled-silent'),
  fault('error', { status: z.int().min(500).max(599).default(500) }),
  /** The honest answer, late. */
  fault('slow', { delayMs: z.int().min(1).max(120_000).default(3000) }),
  /** JSON that breaks off. */
  fault('truncated'),
  /** A login page with status 200. */
  fault('login'),
  /** A page that asks for a human. */
  fault('challenge', { status: z.union([z.literal(200), z.literal(403)]).default(403) }),
  fault('forbidden'),
  /** Some listings twice. */
  fault('duplicates'),
  /** Some listings without id, price or section. */
  fault('missing-fields'),
  /** `[]`. */
  fault('empty'),
  /** JSON, but not an array. */
  fault('wrong-type'),
  /** The connection breaks before an answer. */
  fault('reset'),
]);
export type FaultRequest = z.infer<typeof FaultRequest>;

/** A fault that waits for its answers; `times` and `after` count down. */
export type ArmedFault = FaultRequest & { id: number };

/** What happens to one answer. */
export type Fault = FaultRequest extends infer Each ? (Each extends FaultRequest ? Omit<Each, keyof typeof target> : never) : never;
