const dayMs = 86_400_000;

/** A part of `sweeps`: everything observed before `endsAt` and not before the chunk that precedes it. */
export type Chunk = { name: string; endsAt: string };

export type Retention =
  | { kind: 'off' }
  /** No chunk is old enough yet. */
  | { kind: 'nothing-to-drop' }
  /** Rows that old may still be written. */
  | { kind: 'catching-up' }
  | { kind: 'drop'; keptSince: string; chunks: string[] };

type Situation = {
  nowMs: number;
  /** null: everything is kept. */
  retentionDays: number | null;
  chunks: readonly Chunk[];
  /** When the newest look in the tables was observed; null where there is none. */
  newestLookAt: string | null;
};

/**
 * Only whole chunks go, so what is left is whole too. Nothing goes while the projection is less than a day past the new horizon: whoever applies
 * rows of that age read the old one. The tape is in the order of observation to far less than a day.
 */
export const decideRetention = ({ nowMs, retentionDays, chunks, newestLookAt }: Situation): Retention => {
  if (retentionDays === null) return { kind: 'off' };
  const old = chunks.filter(({ endsAt }) => Date.parse(endsAt) <= nowMs - retentionDays * dayMs);
  if (old.length === 0) return { kind: 'nothing-to-drop' };
  const horizonMs = Math.max(...old.map(({ endsAt }) => Date.parse(endsAt)));
  if (newestLookAt === null || Date.parse(newestLookAt) < horizonMs + dayMs) return { kind: 'catching-up' };
  return { kind: 'drop', keptSince: new Date(horizonMs).toISOString(), chunks: old.map(({ name }) => name) };
};
