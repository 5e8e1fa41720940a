import { BookFact } from '@tickettape/contracts';
import type { Tape } from '@tickettape/jetstream';
import { readMessage } from '../apps/storage/dist/projector/read-message.js';
import { openConsumer } from '../apps/storage/dist/projector/stream.js';
import { median, type Bench } from './bench.ts';
import { seedMarket, sweepsOf, take } from './storage/market.ts';
import { record, withTape } from './storage/recording.ts';
import { sweepsPerSecond } from './storage/span.ts';
import { openStore } from './storage/store.ts';

const chunk = 100;

type Message = Parameters<typeof readMessage>[1];

/** Building the tables anew from the whole tape, beside a consumer that does nothing with what it reads. */
export const replay: Bench = async ({ quick, progress }) =>
  withTape(async (tape) => {
    const [recorded, rounds] = quick ? [3_000, 3] : [10_000, 5];
    const market = sweepsOf(seedMarket);
    progress(`recording ${recorded} sweeps`);
    for (let done = 0; done < recorded; done += chunk) await record(tape, take(chunk, market));
    const rates: { raw: number; read: number; rebuilt: number }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      progress(`round ${round + 1} of ${rounds}`);
      const raw = await consume(tape, recorded, () => undefined);
      const read = await consume(tape, recorded, (message) => readMessage(BookFact, message));
      rates.push({ raw, read, rebuilt: await rebuild(tape, recorded) });
    }
    const rate = (name: 'raw' | 'read' | 'rebuilt') => median(rates.map((round) => round[name]));
    return {
      name: 'replay',
      about: `${recorded} sweeps of ${seedMarket.events} events of ${seedMarket.listingsPerEvent} listings; medians of ${rounds} interleaved rounds.`,
      rows: [
        { what: 'raw consumer', value: rate('raw'), unit: 'sweeps/s', target: null },
        { what: 'consumer that parses and validates', value: rate('read'), unit: 'sweeps/s', target: null },
        { what: 'rebuild', value: rate('rebuilt'), unit: 'sweeps/s', target: null },
        {
          what: 'parse and validate beside raw',
          value: 100 * median(rates.map(({ raw, read }) => read / raw)),
          unit: '%',
          target: 22,
          atLeast: true,
        },
        {
          what: 'rebuild beside raw',
          value: 100 * median(rates.map(({ raw, rebuilt }) => rebuilt / raw)),
          unit: '%',
          target: 3,
          atLeast: true,
        },
      ],
    };
  });

/** Messages per second of an ordered consumer over the whole stream. */
const consume = async ({ js }: Tape, count: number, handle: (message: Message) => unknown): Promise<number> => {
  const consumer = await openConsumer(js, 'BOOKS', 1);
  const startedAtMs = performance.now();
  const messages = await consumer.consume({ max_messages: 500 });
  for await (const message of messages) {
    handle(message);
    if (message.seq >= count) break;
  }
  return (1_000 * count) / (performance.now() - startedAtMs);
};

const rebuild = async (tape: Tape, recorded: number): Promise<number> => {
  const store = await openStore(tape);
  const span = await store.follow(recorded);
  await store.database.drop();
  return sweepsPerSecond(span);
};
