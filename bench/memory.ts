import { setTimeout as delay } from 'node:timers/promises';
import { freshDatabase, spawnService } from '@tickettape/testing';
import { migrateDatabase } from '../apps/storage/dist/database/migrate-database.js';
import { percentile, type Bench } from './bench.ts';
import { residentBytesOf } from './storage/cpu.ts';
import { sweepsOf, take } from './storage/market.ts';
import { record, unsynced, withTape } from './storage/recording.ts';

/** Small books, so that a machine has room for many messages. */
const market = { events: 200, listingsPerEvent: 60, intervalMs: 60_000 };
const chunk = 2_000;
const pauseMs = 250;

/** What the process of storage occupies while it builds its tables from a tape that is all there already. */
export const memory: Bench = async ({ quick, progress }) =>
  withTape(async (tape, natsUrl) => {
    const messages = Number(process.env['BENCH_MESSAGES'] ?? (quick ? 60_000 : 1_000_000));
    const sweeps = sweepsOf(market);
    for (let done = 0; done < messages; done += chunk) {
      if (done % 50_000 === 0) progress(`${done} of ${messages} messages on the tape`);
      await record(tape, take(chunk, sweeps));
    }
    const database = await freshDatabase();
    await migrateDatabase(database.url);
    const service = await spawnService('storage', { NATS_URL: natsUrl, DATABASE_URL: database.url, LOG_LEVEL: 'error' }, 'live');
    const position = async () => {
      const { rows } = await database.pool.query<{ position: string }>(`select position from projections where name = 'books'`);
      return Number(rows[0]?.position ?? 0);
    };
    const samples: { position: number; bytes: number }[] = [];
    const startedAtMs = performance.now();
    for (let at = await position(); at < messages; at = await position()) {
      samples.push({ position: at, bytes: residentBytesOf(service.pid) });
      if (samples.length % 40 === 0) progress(`${at} of ${messages} messages applied`);
      await delay(pauseMs);
    }
    const seconds = (performance.now() - startedAtMs) / 1_000;
    await service.kill9();
    await database.drop();
    const tenths = Array.from({ length: 10 }, (_, tenth) => tenth).map((tenth) =>
      percentile(
        samples.filter(({ position: at }) => Math.floor((10 * at) / messages) === tenth).map(({ bytes }) => bytes),
        0.5,
      ),
    );
    // The first tenth is warming up: the heap grows to its working size.
    const settled = tenths.slice(1).filter(Number.isFinite);
    const middle = percentile(settled, 0.5);
    const most = Math.max(...settled.map((bytes) => Math.abs(bytes / middle - 1)));
    return {
      name: 'memory',
      about: `${messages} messages of ${market.events} events of ${market.listingsPerEvent} listings, applied by the service itself in ${seconds.toFixed(0)} s.`,
      rows: [
        ...tenths.map((bytes, tenth) => ({ what: `tenth ${tenth + 1} of the tape`, value: bytes / 1e6, unit: 'MB', target: null })),
        { what: 'furthest from the middle, from the second tenth on', value: 100 * most, unit: '%', target: 10 },
      ],
    };
  }, unsynced);
