import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';

/** A message of BOOKS and when its look was made. */
export type Look = { sequence: number; observedAtMs: number };

export type FreshnessProbe = {
  /** Of every look since the probe began: when it was made, and the seconds from then until its row could be queried. */
  stop: (looks: readonly Look[]) => Promise<{ observedAtMs: number; seconds: number }[]>;
};

type Sample = { atMs: number; position: number };

const pauseMs = 50;

/** Asks the database again and again how far the books are projected, as a reader of the tables would see it. */
export const probeFreshness = (pool: Pool): FreshnessProbe => {
  const samples: Sample[] = [];
  const beganAtMs = Date.now();
  let stopped = false;
  const loop = (async () => {
    while (!stopped) {
      const { rows } = await pool.query<{ position: string }>(`select position from projections where stream = 'BOOKS' and name = 'books'`);
      if (rows[0]) samples.push({ atMs: Date.now(), position: Number(rows[0].position) });
      await sleep(pauseMs);
    }
  })();
  return {
    stop: async (looks) => {
      stopped = true;
      await loop;
      let index = 0;
      return looks.flatMap(({ sequence, observedAtMs }) => {
        if (observedAtMs < beganAtMs) return [];
        while (index < samples.length && samples[index]!.position < sequence) index += 1;
        return index < samples.length ? [{ observedAtMs, seconds: Math.max(0, samples[index]!.atMs - observedAtMs) / 1000 }] : [];
      });
    },
  };
};

/** The share of the values that lies at or below what it gives. */
export const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))]!;
