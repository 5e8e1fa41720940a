import { z } from 'zod';

/** How many requests a source really bears, and what it does about more. */
export const Limit = z.strictObject({
  /** Within `windowSeconds` of real time; one more is the end of its patience. */
  requests: z.int().min(1).max(1_000_000),
  windowSeconds: z.number().positive().max(86_400).default(60),
  /** What the source says that it bears, in the header `x-ratelimit-limit`; by default the truth. null says nothing. */
  declaredRequests: z.int().min(1).nullable().optional(),
  status: z.union([z.literal(403), z.literal(429)]).default(403),
  /** Seconds without any request after which it forgives; null for never. */
  forgivesAfterSeconds: z.number().positive().max(86_400).nullable().default(null),
});
export type Limit = z.infer<typeof Limit>;

/** Requests of the window, and since when whoever asks is banned. Instants are real milliseconds. */
export type Patience = { recentMs: readonly number[]; bannedAtMs: number | null; lastMs: number | null; requests: number; bans: number };

export const fullPatience: Patience = { recentMs: [], bannedAtMs: null, lastMs: null, requests: 0, bans: 0 };

/** The patience of a source after one more request; while `bannedAtMs` is set, the request is refused. A refused request breaks the silence. */
export const asked = (patience: Patience, limit: Limit, nowMs: number): Patience => {
  const silentMs = patience.lastMs === null ? Infinity : nowMs - patience.lastMs;
  const forgiven = limit.forgivesAfterSeconds !== null && silentMs >= limit.forgivesAfterSeconds * 1000;
  const requests = patience.requests + 1;
  if (patience.bannedAtMs !== null && !forgiven) return { ...patience, requests, lastMs: nowMs };
  const kept = patience.bannedAtMs === null ? patience.recentMs : [];
  const recentMs = [...kept.filter((at) => at > nowMs - limit.windowSeconds * 1000), nowMs];
  const banned = recentMs.length > limit.requests;
  return { recentMs, lastMs: nowMs, requests, bannedAtMs: banned ? nowMs : null, bans: patience.bans + (banned ? 1 : 0) };
};
