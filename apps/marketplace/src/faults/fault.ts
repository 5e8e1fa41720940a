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

/** A part of the listings. */
const share = z.number().min(0).max(1);

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
  /** A part of the listings under the total of all, which the answer declares. */
  fault('short', { shown: share.default(0.7) }),
  /** A part of the listings, the cheapest, and not a word about the others. */
  fault('collapsed', { shown: share.default(0.1) }),
  /** The bytes of the last honest answer for this event, from a cache. */
  fault('frozen'),
  /** The bytes of an honest answer before that one, from another cache. */
  fault('stale', { answersAgo: z.int().min(1).max(100).default(3) }),
  /** The listings of another event. */
  fault('wrong-event'),
  /** The second page begins before the first one ends, so that some listings come twice and others not at all. */
  fault('pages-overlap'),
  /** The last page is empty. */
  fault('page-missing'),
  /** Every third listing in another currency. */
  fault('currencies'),
  /** Some listings vanish and come back from answer to answer. */
  fault('flapping', { hidden: share.default(0.1) }),
  /** Of each zone and quantity only the cheapest half is shown. */
  fault('undercut-hidden'),
]);
export type FaultRequest = z.infer<typeof FaultRequest>;

/** A fault that waits for its answers; `times` and `after` count down. */
export type ArmedFault = FaultRequest & { id: number };

/** What happens to one answer. */
export type Fault = FaultRequest extends infer Each ? (Each extends FaultRequest ? Omit<Each, keyof typeof target> : never) : never;

/** What a source does without lying: what it shows is what can be had from it at that moment. */
const honest: ReadonlySet<Fault['kind']> = new Set(['slow', 'currencies', 'flapping', 'undercut-hidden']);

/** Whether an answer under `fault` is the whole book as its source shows it. */
export const tellsAll = (fault: Fault | null): boolean => fault === null || honest.has(fault.kind);

/** Whether an answer under `fault` is the plain book, the same that any cache would keep. */
export const isPlain = (kind: Fault['kind'] | null): boolean => kind === null || kind === 'slow';
