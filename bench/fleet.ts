import { parse } from 'csv-parse/sync';
import { connectTape, ensureStreams, type Tape } from '@tickettape/jetstream';
import { freshNats, spawnService, until, type SpawnedService } from '@tickettape/testing';
import { trackEvent } from '../tests/system/tracked.ts';

/** A simulator with many events, all of them in the catalogue, and nobody yet who looks at them. */
export type Market = { tape: Tape; natsUrl: string; url: string; eventIds: string[]; stop: () => Promise<void> };

const dayMs = 86_400_000;
/** Publishes under way at the same time. */
const window = 64;

export const openMarket = async (events: number): Promise<Market> => {
  const nats = await freshNats();
  const market = await spawnService('marketplace', { SEED: '3', SPEED: '1', FAULTS: 'none', SHEET_FLAWS: 'false', EVENTS: String(events) });
  const tape = await connectTape({ servers: nats.url, name: 'bench' });
  await ensureStreams(tape.jsm, ['CATALOG', 'BOOKS', 'SWEEPS', 'REQUESTS', 'DEAD']);
  const sheet = await (await fetch(`${market.url}/sheet.csv`)).text();
  const eventIds = parse<{ viagId: string; is_tracked: string }>(sheet, { columns: true })
    .filter(({ is_tracked: tracked }) => tracked === 'TRUE')
    .map(({ viagId }) => viagId);
  const startsAt = new Date(Date.now() + 90 * dayMs).toISOString();
  for (let from = 0; from < eventIds.length; from += window)
    await Promise.all(eventIds.slice(from, from + window).map((eventId) => trackEvent(tape, { eventId, startsAt })));
  const stop = async () => {
    await market.kill9();
    await tape.nc.close();
    await nats.stop();
  };
  return { tape, natsUrl: nats.url, url: market.url, eventIds, stop };
};

/** What the replicas of a fleet used and did between two moments. */
export type Usage = { seconds: number; sweeps: number; cpuSeconds: number; rssBytes: number; lateness: Buckets };

/** Sweeps taken at most so many seconds late, by upper bound. */
export type Buckets = ReadonlyMap<number, number>;

export type Fleet = {
  /** Resolves when nothing waits that is due. */
  settled: () => Promise<unknown>;
  during: (seconds: number) => Promise<Usage>;
  stop: () => Promise<void>;
};

/** Replicas that look at every event about every `intervalSeconds`, once they know the catalogue. */
export const startFleet = async (
  { tape, natsUrl, url }: Market,
  replicas: number,
  intervalSeconds: number,
  more: NodeJS.ProcessEnv = {},
): Promise<Fleet> => {
  const speed = 14_400 / intervalSeconds;
  const env = {
    NATS_URL: natsUrl,
    SOURCE_URL: url,
    LOG_LEVEL: 'error',
    SWEEP_TIERS: '',
    INTERVAL_SPEED: String(speed),
    REQUEST_DELAY_MIN_SECONDS: '0',
    REQUEST_DELAY_MAX_SECONDS: '0',
    ...more,
  };
  const running = await Promise.all(Array.from({ length: replicas }, () => spawnService('collector', env)));
  const isKnown = async () => {
    const { num_pending: pending, num_ack_pending: handled } = await tape.jsm.consumers.info('CATALOG', 'collector-catalog');
    return pending + handled === 0;
  };
  await until(isKnown, { timeoutMs: 300_000, pauseMs: 200, label: 'the catalogue is known' });
  const isSettled = async () => (await tape.jsm.consumers.info('SWEEPS', 'collector-sweeps')).num_pending === 0;
  const settled = () => until(isSettled, { timeoutMs: 180_000, pauseMs: 200, label: 'nothing waits that is due' });
  return {
    settled,
    during: (seconds) => measure(running, seconds),
    stop: async () => void (await Promise.all(running.map((one) => one.kill9()))),
  };
};

const measure = async (running: readonly SpawnedService[], seconds: number): Promise<Usage> => {
  const before = await readAll(running);
  const startedMs = performance.now();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const after = await readAll(running);
  const bounds = [...after.lateness.keys()];
  return {
    seconds: (performance.now() - startedMs) / 1000,
    sweeps: after.sweeps - before.sweeps,
    cpuSeconds: after.cpuSeconds - before.cpuSeconds,
    rssBytes: after.rssBytes,
    lateness: new Map(bounds.map((bound) => [bound, after.lateness.get(bound)! - (before.lateness.get(bound) ?? 0)])),
  };
};

type Reading = Omit<Usage, 'seconds'>;

const readAll = async (running: readonly SpawnedService[]): Promise<Reading> => {
  const texts = await Promise.all(running.map(async ({ url }) => (await fetch(`${url}/metrics`)).text()));
  const total = (pattern: RegExp): number => texts.reduce((sum, text) => sum + sumOf(text, pattern), 0);
  const lateness = new Map<number, number>();
  for (const text of texts) {
    for (const [, bound, count] of text.matchAll(/sweep_lateness_seconds_bucket\{[^}]*le="([^"]+)"[^}]*\} (\S+)/g)) {
      const upTo = bound === '+Inf' ? Infinity : Number(bound);
      lateness.set(upTo, (lateness.get(upTo) ?? 0) + Number(count));
    }
  }
  return {
    sweeps: total(/^[a-z_]*sweep_seconds_count(?:\{[^}]*\})? (\S+)$/gm),
    cpuSeconds: total(/^process_cpu_seconds_total(?:\{[^}]*\})? (\S+)$/gm),
    rssBytes: total(/^process_resident_memory_bytes(?:\{[^}]*\})? (\S+)$/gm),
    lateness,
  };
};

const sumOf = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].reduce((sum, [, value]) => sum + Number(value), 0);
