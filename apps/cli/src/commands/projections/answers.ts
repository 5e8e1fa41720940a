import { BookKey } from '@tickettape/contracts';
import { z } from 'zod';

const Problem = z.object({ code: z.string(), message: z.string(), fix: z.string() });

const RebuildPart = z.object({ name: z.string(), version: z.int().nullable(), position: z.int(), lag: z.int() });

/** storage: POST /admin/rebuild */
export const RebuildStatus = z.object({
  schema: z.string(),
  state: z.enum(['preparing', 'building', 'ready', 'interrupted', 'failing']),
  startedAt: z.iso.datetime(),
  messages: z.int(),
  total: z.int(),
  messagesPerSecond: z.int().nullable(),
  secondsLeft: z.int().nullable(),
  problem: Problem.nullable(),
  projections: z.array(RebuildPart),
});
export type RebuildStatus = z.output<typeof RebuildStatus>;

/** storage: GET /admin/rebuild */
export const NotLive = z.object({
  rebuild: RebuildStatus.nullable(),
  retired: z.array(z.object({ schema: z.string(), since: z.iso.datetime() })),
});
export type NotLive = z.output<typeof NotLive>;

/** storage: GET /admin/projections */
export const LiveProjections = z.array(
  z.object({
    name: z.string(),
    version: z.int(),
    stream: z.string(),
    position: z.int(),
    lag: z.int(),
    state: z.string(),
    problem: Problem.nullable(),
    rebuild: RebuildPart.nullable(),
  }),
);
export type LiveProjections = z.output<typeof LiveProjections>;

/** storage: GET /admin/verify */
export const Verification = z.object({
  books: z.int(),
  position: z.int(),
  mismatches: z.int(),
  differing: z.array(BookKey.extend({ sequence: z.int(), reason: z.string(), told: z.string(), found: z.string() })),
});
export type Verification = z.output<typeof Verification>;

/** storage: GET /admin/rebuild/comparison */
export const Comparison = z.object({
  schema: z.string(),
  live: Verification,
  rebuild: Verification,
  mismatches: z.int(),
  differing: z.array(BookKey.extend({ sequence: z.int(), live: z.string(), rebuild: z.string() })),
  rows: z.array(z.object({ table: z.string(), live: z.int(), rebuild: z.int() })),
  foreignViews: z.array(z.string()),
  objections: z.array(z.string()),
});
export type Comparison = z.output<typeof Comparison>;

/** storage: POST /admin/rebuild/switch */
export const Switched = z.object({ schema: z.string(), retired: z.string(), pausedMs: z.int() });

/** storage: POST /admin/rebuild/drop */
export const Dropped = z.object({ schemas: z.array(z.string()) });
