import { subjects } from '@tickettape/contracts';
import { connectTape, ensureStreams, readForward, type Tape } from '@tickettape/jetstream';
import { freshNats, spawnService, type FreshNats, type SpawnedService } from '@tickettape/testing';
import { trackEvent } from './tracked.js';

/** One request of the ledger, as far as a test reads it. */
export type Entry = { at: string; eventId: string; result: string; replica: string };

export type Replicas = {
  nats: FreshNats;
  tape: Tape;
  market: SpawnedService;
  eventIds: string[];
  /** Ends a replica without warning and starts another one in its place. */
  crash: (index: number) => Promise<void>;
  /** Asks all replicas to finish. */
  finish: () => Promise<void>;
  /** What the source itself logged of its answers, for every event. */
  answers: () => Promise<{ eventId: string; atMs: number }[]>;
  limit: () => Promise<{ banned: boolean; bans: number; requests: number }>;
  ledger: () => Promise<Entry[]>;
  stop: () => Promise<void>;
};

type Settings = { count: number; events: number; market: NodeJS.ProcessEnv; collector: NodeJS.ProcessEnv };

/** Several collectors on one NATS server that watch every event of a marketplace. */
export const startReplicas = async ({ count, events, market: marketEnv, collector }: Settings): Promise<Replicas> => {
  const nats = await freshNats();
  const market = await spawnService('marketplace', { SEED: '5', SPEED: '1', FAULTS: 'none', EVENTS: String(events), ...marketEnv });
  const tape = await connectTape({ servers: nats.url, name: 'spec' });
  await ensureStreams(tape.jsm, ['CATALOG', 'BOOKS', 'SWEEPS', 'REQUESTS', 'DEAD']);
  const json = async <Body>(path: string): Promise<Body> => (await fetch(market.url + path)).json() as Promise<Body>;
  const truth = await json<{ eventId: string; startsAt: string; followed: boolean }[]>('/truth/events');
  const followed = truth.filter((event) => event.followed);
  for (const event of followed) await trackEvent(tape, event);

  const env = { NATS_URL: nats.url, SOURCE_URL: market.url, ...collector };
  const start = () => spawnService('collector', env);
  const running = await Promise.all(Array.from({ length: count }, start));
  const eventIds = followed.map(({ eventId }) => eventId);

  return {
    nats,
    tape,
    market,
    eventIds,
    crash: async (index) => {
      await running[index]!.kill9();
      running[index] = await start();
    },
    finish: async () => {
      await Promise.all(running.splice(0).map((service) => service.stop()));
    },
    answers: async () => {
      const logs = await Promise.all(
        eventIds.map(async (eventId) => {
          const { answers } = await json<{ answers: { at: string }[] }>(`/truth/events/${eventId}/answers?last=2000`);
          return answers.map(({ at }) => ({ eventId, atMs: Date.parse(at) }));
        }),
      );
      return logs.flat().toSorted((a, b) => a.atMs - b.atMs);
    },
    limit: () => json('/limit'),
    ledger: async () => {
      const filter = subjects.request({ source: '*', eventId: '*' });
      return (await Array.fromAsync(readForward(tape.jsm, 'REQUESTS', filter, 1))).map((message) => message.json<Entry>());
    },
    stop: async () => {
      await Promise.all([...running, market].map((service) => service.kill9()));
      await tape.nc.close();
      await nats.stop();
    },
  };
};
