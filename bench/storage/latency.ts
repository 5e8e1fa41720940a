import type { Tape } from '@tickettape/jetstream';
import { setTimeout as delay } from 'node:timers/promises';
import type { Sweep } from './market.ts';
import { recordOne } from './recording.ts';
import type { Store } from './store.ts';

/** Far below what storage can take, so that nothing queues. */
const pauseMs = 25;

/** Milliseconds from the start of each publish until its rows are committed; nothing else is going on. */
export const commitLatenciesMs = async (tape: Tape, store: Store, sweeps: readonly Sweep[]): Promise<number[]> => {
  const committedAtMs = new Map<number, number>();
  const sent: { sequence: number; atMs: number }[] = [];
  let position = 0;
  const onCommit = (committed: { position: number }) => {
    position = committed.position;
    committedAtMs.set(position, performance.now());
  };
  await store.followDuring(onCommit, async () => {
    for (const sweep of sweeps) {
      const atMs = performance.now();
      sent.push({ sequence: await recordOne(tape, sweep), atMs });
      await delay(pauseMs);
    }
    while (position < sent.at(-1)!.sequence) await delay(pauseMs);
  });
  return sent.flatMap(({ sequence, atMs }) => {
    const at = committedAtMs.get(sequence);
    return at === undefined ? [] : [at - atMs];
  });
};
