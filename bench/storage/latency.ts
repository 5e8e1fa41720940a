import type { Tape } from '@tickettape/jetstream';
import { setTimeout as delay } from 'node:timers/promises';
import type { Sweep } from './market.ts';
import { recordOne } from './recording.ts';
import type { Store } from './store.ts';

/** Far below what storage can take, so that nothing queues. */
const pauseMs = 25;

/** Milliseconds from the start of a publish until the stream has it, and until its rows are committed. */
export type Latency = { isKeyframe: boolean; acknowledgedMs: number; committedMs: number };

/** One sweep after the other; nothing else is going on. */
export const commitLatencies = async (tape: Tape, store: Store, sweeps: readonly Sweep[]): Promise<Latency[]> => {
  const committedAtMs = new Map<number, number>();
  const sent: { sequence: number; isKeyframe: boolean; atMs: number; acknowledgedMs: number }[] = [];
  let position = 0;
  const onCommit = (committed: { position: number }) => {
    position = committed.position;
    committedAtMs.set(position, performance.now());
  };
  await store.followDuring(onCommit, async () => {
    for (const sweep of sweeps) {
      const atMs = performance.now();
      const sequence = await recordOne(tape, sweep);
      sent.push({ sequence, atMs, acknowledgedMs: performance.now() - atMs, isKeyframe: sweep.fact.type === 'book.keyframed.v1' });
      await delay(pauseMs);
    }
    while (position < sent.at(-1)!.sequence) await delay(pauseMs);
  });
  return sent.flatMap(({ sequence, atMs, ...about }) => {
    const at = committedAtMs.get(sequence);
    return at === undefined ? [] : [{ ...about, committedMs: at - atMs }];
  });
};
