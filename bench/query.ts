import type { Pool } from 'pg';
import { freshDatabase } from '@tickettape/testing';
import { median, type Bench, type Row } from './bench.ts';
import { bytesOfSweeps, hypertableBytes } from './storage/disk.ts';
import { seedMarket, sweepsOf, take, type MarketSettings, type Sweep } from './storage/market.ts';
import { record, unsynced, withTape } from './storage/recording.ts';
import { copySnapshots } from './storage/seed-copy.ts';
import { createSeedTable } from './storage/seed-table.ts';
import { openStore } from './storage/store.ts';

const days = 30;

type Question = { eventId: string; at: string };
type Answer = { ms: number; rows: number };

/** A past book and a month of hourly prices, beside the seed's layout with the index its own queries would want. */
export const query: Bench = async ({ quick, progress }) =>
  withTape(async (tape) => {
    const [events, looks, rounds] = quick ? [4, 200, 5] : [20, 2_000, 9];
    const scale: MarketSettings = { events, listingsPerEvent: seedMarket.listingsPerEvent, intervalMs: (days * 86_400_000) / looks };
    const seed = await freshDatabase();
    const ours = await openStore(tape);
    await createSeedTable(seed.pool);
    const asked: Question[] = [];
    const market = sweepsOf(scale);
    for (let look = 0; look < looks; look += 1) {
      const sweeps = take(events, market);
      if (look % 100 === 0) progress(`look ${look} of ${looks}`);
      if (look % Math.ceil(looks / 20) === 7) asked.push(questionOf(sweeps[look % events]!));
      await Promise.all([record(tape, sweeps), loadSeed(seed.pool, sweeps)]);
    }
    await ours.follow(events * looks);
    progress('building the index of the seed');
    await seed.pool.query('create index on listings (event_id, timestamp)');
    for (const pool of [seed.pool, ours.database.pool]) await pool.query('vacuum analyze');
    const from = sweepsOf(scale).next().value.observedAt;
    const measured = { books: [] as Pair[], live: [] as Pair[], hours: [] as Pair[] };
    for (let round = 0; round < rounds; round += 1) {
      progress(`round ${round + 1} of ${rounds}`);
      for (const question of asked) measured.books.push(await askBook(seed.pool, ours.database.pool, question));
      measured.live.push(await askLiveBook(seed.pool, ours.database.pool, asked[round % asked.length]!.eventId));
      measured.hours.push(await askHours(seed.pool, ours.database.pool, asked[round % asked.length]!.eventId, from));
    }
    const bytes = { seed: await hypertableBytes(seed.pool, 'listings'), ours: await bytesOfSweeps(ours.database.pool) };
    await Promise.all([seed.drop(), ours.database.drop()]);
    const about =
      `${events} events, ${looks} looks each over ${days} days: ${events * looks * scale.listingsPerEvent} rows in the seed's layout, with its time ` +
      `index and one on (event_id, timestamp). Each question is asked twice and the second answer is timed; medians of ${rounds} interleaved rounds, past books at ${asked.length} instants.`;
    return { name: 'query', about, rows: rowsOf(measured, bytes, events * looks) };
  }, unsynced);

type Pair = { seed: Answer; ours: Answer };

const questionOf = ({ eventId, observedAt }: Sweep): Question => ({ eventId, at: observedAt });

const loadSeed = async (pool: Pool, sweeps: readonly Sweep[]): Promise<void> => {
  const client = await pool.connect();
  await copySnapshots(client, sweeps);
  client.release();
};

/** Both must show equally many listings, or the one was faster at something else. */
const askBook = async (seed: Pool, ours: Pool, { eventId, at }: Question): Promise<Pair> => {
  const pair = {
    seed: await ask(
      seed,
      `select * from listings where event_id = $1 and timestamp = (select max(timestamp) from listings where event_id = $1 and timestamp <= $2)`,
      [eventId, at],
    ),
    ours: await ask(ours, `select * from book_at('stubhub', $1, $2)`, [eventId, at]),
  };
  if (pair.seed.rows !== pair.ours.rows) throw new Error(`book of ${eventId} at ${at}: ${pair.ours.rows} listings, not ${pair.seed.rows}`);
  return pair;
};

const askLiveBook = async (seed: Pool, ours: Pool, eventId: string): Promise<Pair> => {
  const pair = {
    seed: await ask(
      seed,
      `select * from listings where event_id = $1 and timestamp = (select max(timestamp) from listings where event_id = $1)`,
      [eventId],
    ),
    ours: await ask(ours, `select * from listings where source = 'stubhub' and event_id = $1`, [eventId]),
  };
  if (pair.seed.rows !== pair.ours.rows) throw new Error(`live book of ${eventId}: ${pair.ours.rows} listings, not ${pair.seed.rows}`);
  return pair;
};

const askHours = async (seed: Pool, ours: Pool, eventId: string, from: string): Promise<Pair> => {
  const to = new Date(Date.parse(from) + days * 86_400_000).toISOString();
  return {
    seed: await ask(
      seed,
      `select time_bucket('1 hour', timestamp) as hour, min(seller_all_in_price),
         percentile_disc(0.5) within group (order by seller_all_in_price), count(distinct timestamp)
       from listings where event_id = $1 and timestamp between $2 and $3 group by hour order by hour`,
      [eventId, from, to],
    ),
    ours: await ask(ours, `select bucket, min, median, complete_looks from price_history('stubhub', $1, '1 hour', $2, $3)`, [
      eventId,
      from,
      to,
    ]),
  };
};

/** The second time: in the first round a month of looks, or of snapshots, is read from files that the other layout has pushed out of memory. */
const ask = async (pool: Pool, text: string, values: unknown[]): Promise<Answer> => {
  await pool.query(text, values);
  const startedAtMs = performance.now();
  const { rowCount } = await pool.query(text, values);
  return { ms: performance.now() - startedAtMs, rows: rowCount ?? 0 };
};

type Measured = { books: Pair[]; live: Pair[]; hours: Pair[] };

const rowsOf = ({ books, live, hours }: Measured, bytes: { seed: number; ours: number }, sweeps: number): Row[] => {
  const ms = (pairs: Pair[], of: keyof Pair) => median(pairs.map((pair) => pair[of].ms));
  return [
    { what: "the seed's layout, one sweep on disk", value: bytes.seed / sweeps / 1_000, unit: 'KB', target: null },
    { what: 'ours, one sweep on disk', value: bytes.ours / sweeps / 1_000, unit: 'KB', target: null },
    { what: 'less disk', value: bytes.seed / bytes.ours, unit: 'x', target: 45, atLeast: true },
    { what: "a past book in the seed's layout", value: ms(books, 'seed'), unit: 'ms', target: null },
    { what: 'a past book: book_at', value: ms(books, 'ours'), unit: 'ms', target: null },
    { what: 'a past book beside the seed', value: median(books.map(({ seed, ours }) => ours.ms / seed.ms)), unit: 'x', target: 2 },
    { what: "the live book in the seed's layout", value: ms(live, 'seed'), unit: 'ms', target: null },
    { what: 'the live book: listings', value: ms(live, 'ours'), unit: 'ms', target: null },
    { what: "hourly prices in the seed's layout", value: ms(hours, 'seed'), unit: 'ms', target: null },
    { what: 'hourly prices: price_history', value: ms(hours, 'ours'), unit: 'ms', target: null },
    {
      what: 'hourly prices',
      value: median(hours.map(({ seed, ours }) => seed.ms / ours.ms)),
      unit: 'x faster',
      target: 150,
      atLeast: true,
    },
  ];
};
