import type { Tape } from '@tickettape/jetstream';
import { median, percentile, type Bench, type Row } from './bench.ts';
import { bytesOfLiveTables, bytesOfSweeps, hypertableBytes } from './storage/disk.ts';
import { commitLatencies, type Latency } from './storage/latency.ts';
import { seedMarket, sweepsOf, take } from './storage/market.ts';
import { recordedRows, recordedSeries } from './storage/recorded.ts';
import { record, unsynced, withTape } from './storage/recording.ts';
import { openSeedStore, type SeedStore } from './storage/seed-store.ts';
import { databaseCpuPerSweep, msPerSweep, ownCpuPerSweep, sweepsPerSecond, walPerSweep, type Span } from './storage/span.ts';
import { live as oneByOne, openStore, type Store } from './storage/store.ts';

const rowsPerSweep = seedMarket.listingsPerEvent;

type Scale = { rounds: number; recorded: number; seed: number };

const full: Scale = { rounds: 5, recorded: 8_000, seed: 20 };
const quick: Scale = { rounds: 3, recorded: 4_200, seed: 8 };

/** Sweeps of a live round, and of those whose latency is taken: one keyframe of every event, as many as there are in the long run. */
const liveSweeps = 50 * seedMarket.events;

/** What one round measured, one thing after the other. */
type Round = { seed: Span; live: Span; catchingUp: Span; copyRows: number; loadRows: number; diskPerSweep: number; liveTableBytes: number };

/** Storing sweeps, of the seed's workload and of a recorded market where one is given. */
export const storage: Bench = async (settings) => {
  const result = await workload(settings);
  if (recordedSeries === undefined) return result;
  settings.progress('recorded series');
  return { ...result, rows: [...result.rows, ...(await recordedRows(recordedSeries))] };
};

/** Storing sweeps, live and catching up, beside the seed's writer and beside what the machine can do at all. */
const workload: Bench = async (settings) =>
  withTape(async (tape) => {
    const scale = settings.quick ? quick : full;
    const market = sweepsOf(seedMarket);
    settings.progress(`recording ${scale.recorded} sweeps`);
    const kept = await recordMarket(tape, market, scale);
    const seed = await openSeedStore();
    const live = await openStore(tape);
    const rounds: Round[] = [];
    const rebuilt: Store[] = [];
    for (let round = 0; round <= scale.rounds; round += 1) {
      settings.progress(round === 0 ? 'warming up' : `round ${round} of ${scale.rounds}`);
      const liveSpan = await live.follow(seedMarket.events + (round + 1) * liveSweeps, oneByOne);
      rounds.push({ live: liveSpan, ...(await seedRound(seed, kept)), ...(await catchUp(await opened(tape, rebuilt), scale.recorded)) });
    }
    const seedBytes = (await hypertableBytes(seed.database.pool, 'listings')) / (rounds.length * scale.seed);
    settings.progress('latency');
    await live.follow(scale.recorded);
    const synced = await commitLatencies(tape, live, take(liveSweeps, market));
    // Only now: a drop writes a checkpoint, after which the log holds whole pages again.
    await Promise.all([seed, live, ...rebuilt].map(({ database }) => database.drop()));
    const about =
      `${seedMarket.events} events of ${rowsPerSweep} listings, about 75 changes per sweep, a keyframe every 50; ${scale.recorded} sweeps on the ` +
      `tape. Medians of ${scale.rounds} interleaved rounds; \`x\` is beside the seed's writer in the same round. All read models are on.`;
    return {
      name: 'storage',
      about,
      rows: [...rowsOf(rounds.slice(1), seedBytes), ...latencyRows(await unsyncedLatencies(), synced)],
    };
  });

/** Only a few snapshots are kept: they are what the seed writes. */
const recordMarket = async (tape: Tape, market: ReturnType<typeof sweepsOf>, { recorded, seed }: Scale) => {
  const chunk = 100;
  const kept = take(Math.max(chunk, seed), market);
  await record(tape, kept);
  for (let done = kept.length; done < recorded; done += chunk) await record(tape, take(chunk, market));
  return kept.slice(0, seed);
};

const seedRound = async (seed: SeedStore, kept: Awaited<ReturnType<typeof recordMarket>>) => {
  const span = await seed.write(kept);
  // The file on the server is made of the rows that were copied, so it comes second.
  const copyRows = await seed.copy(kept);
  return { seed: span, copyRows, loadRows: await seed.copyOnServer() };
};

const opened = async (tape: Tape, stores: Store[]): Promise<Store> => {
  const store = await openStore(tape);
  stores.push(store);
  return store;
};

/** From an empty database to the end of the tape, in whatever batches arrive. */
const catchUp = async (store: Store, to: number) => {
  const catchingUp = await store.follow(to);
  const { pool } = store.database;
  return {
    catchingUp,
    diskPerSweep: (await bytesOfSweeps(pool)) / to,
    liveTableBytes: (await bytesOfLiveTables(pool)) / seedMarket.events,
  };
};

const rowsOf = (rounds: readonly Round[], seedBytes: number): Row[] => {
  const of = (figure: (round: Round) => number) => median(rounds.map(figure));
  const plain = (what: string, unit: string, figure: (round: Round) => number): Row => ({ what, value: of(figure), unit, target: null });
  const atLeast = (what: string, target: number, figure: (round: Round) => number): Row => ({
    what,
    value: of(figure),
    unit: 'x',
    target,
    atLeast: true,
  });
  return [
    plain("the seed's writer, one sweep", 'ms', ({ seed }) => msPerSweep(seed)),
    plain('live: one sweep per transaction', 'ms', ({ live }) => msPerSweep(live)),
    plain('catching up', 'ms', ({ catchingUp }) => msPerSweep(catchingUp)),
    atLeast('live', 75, ({ seed, live }) => msPerSweep(seed) / msPerSweep(live)),
    atLeast('catching up', 280, ({ seed, catchingUp }) => msPerSweep(seed) / msPerSweep(catchingUp)),
    plain("processor time of the seed's writer: PostgreSQL", 'ms', ({ seed }) => databaseCpuPerSweep(seed)),
    plain("processor time of the seed's writer: client", 'ms', ({ seed }) => ownCpuPerSweep(seed)),
    plain('processor time live: PostgreSQL', 'ms', ({ live }) => databaseCpuPerSweep(live)),
    plain('processor time live: storage', 'ms', ({ live }) => ownCpuPerSweep(live)),
    plain('processor time catching up: PostgreSQL', 'ms', ({ catchingUp }) => databaseCpuPerSweep(catchingUp)),
    plain('processor time catching up: storage', 'ms', ({ catchingUp }) => ownCpuPerSweep(catchingUp)),
    plain('all processor time, live', 'x', ({ seed, live }) => cpuPerSweep(seed) / cpuPerSweep(live)),
    plain('all processor time, catching up', 'x', ({ seed, catchingUp }) => cpuPerSweep(seed) / cpuPerSweep(catchingUp)),
    plain('COPY BINARY of snapshots from a client', 'rows/s', ({ copyRows }) => copyRows),
    plain('COPY FROM a file on the server', 'rows/s', ({ loadRows }) => loadRows),
    atLeast('snapshot rows/s beside COPY FROM on the server, live', 2.5, (round) => snapshotRows(round.live) / round.loadRows),
    atLeast('snapshot rows/s beside COPY FROM on the server, catching up', 9, (round) => snapshotRows(round.catchingUp) / round.loadRows),
    { what: "the seed's disk, one sweep", value: seedBytes / 1_000, unit: 'KB', target: null },
    plain('disk, one sweep', 'KB', ({ diskPerSweep }) => diskPerSweep / 1_000),
    plain('live tables, one event, once', 'KB', ({ liveTableBytes }) => liveTableBytes / 1_000),
    atLeast('less disk per sweep', 45, ({ diskPerSweep }) => seedBytes / diskPerSweep),
    plain("the seed's log (WAL), one sweep", 'KB', ({ seed }) => walPerSweep(seed) / 1_000),
    plain('log, one sweep live', 'KB', ({ live }) => walPerSweep(live) / 1_000),
    plain('log, one sweep catching up', 'KB', ({ catchingUp }) => walPerSweep(catchingUp) / 1_000),
    atLeast('less log per sweep, live', 90, ({ seed, live }) => walPerSweep(seed) / walPerSweep(live)),
    atLeast('less log per sweep, catching up', 90, ({ seed, catchingUp }) => walPerSweep(seed) / walPerSweep(catchingUp)),
  ];
};

const cpuPerSweep = (span: Span): number => databaseCpuPerSweep(span) + ownCpuPerSweep(span);

/** As if every listing had been written in every sweep. */
const snapshotRows = (span: Span): number => sweepsPerSecond(span) * rowsPerSweep;

/** Where a single server syncs each write, the stream itself takes most of the time; the target was set where it does not. */
const unsyncedLatencies = (): Promise<Latency[]> =>
  withTape(async (tape) => {
    const store = await openStore(tape);
    const market = sweepsOf(seedMarket);
    const opening = take(seedMarket.events * 10, market);
    await record(tape, opening);
    await store.follow(opening.length);
    const latencies = await commitLatencies(tape, store, take(liveSweeps, market));
    await store.database.drop();
    return latencies;
  }, unsynced);

const latencyRows = (unsyncedOnes: readonly Latency[], synced: readonly Latency[]): Row[] => [
  ...halfAndMost('publish to committed', deltasOf(unsyncedOnes), 'committedMs', [3, 10]),
  ...halfAndMost(
    'publish to committed, keyframes',
    unsyncedOnes.filter(({ isKeyframe }) => isKeyframe),
    'committedMs',
  ),
  ...halfAndMost('publish to acknowledged, each write synced', deltasOf(synced), 'acknowledgedMs'),
  ...halfAndMost('publish to committed, each write synced', deltasOf(synced), 'committedMs'),
];

const deltasOf = (latencies: readonly Latency[]) => latencies.filter(({ isKeyframe }) => !isKeyframe);

const halfAndMost = (
  what: string,
  latencies: readonly Latency[],
  figure: 'acknowledgedMs' | 'committedMs',
  [half, most]: [number, number] | [] = [],
): Row[] => {
  const values = latencies.map((latency) => latency[figure]);
  return [
    { what: `${what}: half of the sweeps`, value: median(values), unit: 'ms', target: half ?? null },
    { what: `${what}: 99 of 100`, value: percentile(values, 0.99), unit: 'ms', target: most ?? null },
  ];
};
