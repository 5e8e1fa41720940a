import { fileURLToPath } from 'node:url';
import { subjects } from '@tickettape/contracts';
import { connectTape, ensureStreams, type Tape } from '@tickettape/jetstream';
import { freshNats } from '@tickettape/testing';
import type { Sweep } from './market.ts';

/** Publishes on the way at once: about as fast as the client can. */
const window = 64;

/** Configuration of a server that does not sync each write before it acknowledges it. */
export const unsynced = fileURLToPath(new URL('unsynced.conf', import.meta.url));

/** A server of its own with the stream BOOKS; configured like the local stack's where nothing else is said. */
export const withTape = async <Value>(work: (tape: Tape, natsUrl: string) => Promise<Value>, configFile?: string): Promise<Value> => {
  const nats = await freshNats(configFile);
  const tape = await connectTape({ servers: nats.url, name: 'bench' });
  try {
    await ensureStreams(tape.jsm, ['BOOKS']);
    return await work(tape, nats.url);
  } finally {
    await tape.nc.close();
    await nats.stop();
  }
};

/** Puts sweeps on the tape as a collector does. */
export const record = async (tape: Tape, sweeps: readonly Sweep[]): Promise<void> => {
  for (let first = 0; first < sweeps.length; first += window) {
    await Promise.all(sweeps.slice(first, first + window).map((sweep) => recordOne(tape, sweep)));
  }
};

/** Resolves to its stream sequence. */
export const recordOne = async ({ js }: Tape, { fact }: Sweep): Promise<number> =>
  (await js.publish(subjects.book(fact.data), JSON.stringify(fact), { msgID: fact.id })).seq;
