import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';

type Sample = { atMs: number; position: number };

export type FreshnessProbe = {
  /** Seconds from the moment a message of BOOKS was stored until its row could be queried, of all `[sequence, storedAtMs]` since the probe began. */
  stop: (messages: readonly (readonly [number, number])[]) => Promise<number[]>;
};

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
    stop: async (messages) => {
      stopped = true;
      await loop;
      let index = 0;
      return messages.flatMap(([sequence, storedAtMs]) => {
        if (storedAtMs < beganAtMs) return [];
        while (index < samples.length && samples[index]!.position < sequence) index += 1;
        return index < samples.length ? [Math.max(0, samples[index]!.atMs - storedAtMs) / 1000] : [];
      });
    },
  };
};
