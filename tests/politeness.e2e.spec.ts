import { until } from '@tickettape/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { booksOf } from './system/facts.js';
import { startReplicas, type Replicas } from './system/replicas.js';

let replicas: Replicas | undefined;
afterEach(async () => {
  await replicas?.stop();
  replicas = undefined;
});

/** Every event wants three looks a second: far more than any budget here. */
const eager = {
  SWEEP_INTERVAL_SECONDS: '60',
  INTERVAL_SPEED: '180',
  SWEEP_TIERS: '',
  REQUEST_DELAY_MIN_SECONDS: '0',
  REQUEST_DELAY_MAX_SECONDS: '0',
};
/** Requests that one process may have open when it is killed. */
const openAtOnce = 3;

const looks = async ({ tape }: Replicas) => (await tape.jsm.streams.info('BOOKS')).state.messages;
const goesOn = async (system: Replicas, what: string) => {
  const before = await until(() => looks(system), { timeoutMs: 20_000 });
  await until(async () => (await looks(system)) >= before + 15, { timeoutMs: 60_000, label: `looks go on after ${what}` });
};

/** The most requests that began within `windowMs`. */
const mostWithin = (atMs: readonly number[], windowMs: number): number => {
  let first = 0;
  return atMs.reduce((most, ms, last) => {
    while (ms - atMs[first]! >= windowMs) first += 1;
    return Math.max(most, last - first + 1);
  }, 0);
};

describe('three replicas at a source that bans at its limit', () => {
  it('are never banned, lose no sweep and double none, whoever is killed', async () => {
    const limit = { perMinute: 300, burst: 6 };
    const windowSeconds = 4;
    // 6 at once and 5 a second: at most 26 in four seconds, and at 27 the source bans for ever.
    const borne = limit.burst + (limit.perMinute / 60) * windowSeconds;
    const system = (replicas = await startReplicas({
      count: 3,
      events: 12,
      market: { LIMIT_REQUESTS: String(borne), LIMIT_WINDOW_SECONDS: String(windowSeconds) },
      collector: { ...eager, HOST_REQUESTS_PER_MINUTE: String(limit.perMinute), HOST_BURST: String(limit.burst) },
    }));
    await goesOn(system, 'the start');
    await system.crash(0);
    await goesOn(system, 'the end of a replica');
    await system.nats.kill9();
    await system.nats.restart();
    await goesOn(system, 'the end of NATS');
    await Promise.all([system.crash(1), system.crash(2)]);
    await goesOn(system, 'the end of two replicas');
    await system.finish();

    const answers = await system.answers();
    expect(await system.limit()).toMatchObject({ banned: false, bans: 0, requests: answers.length });
    expect(
      mostWithin(
        answers.map(({ atMs }) => atMs),
        windowSeconds * 1000,
      ),
    ).toBeLessThanOrEqual(borne);
    const spanMinutes = (answers.at(-1)!.atMs - answers[0]!.atMs) / 60_000;
    expect(answers.length / spanMinutes).toBeGreaterThan(limit.perMinute / 4);

    const books = await booksOf(system.tape);
    expect([...books.values()].map(({ key }) => key.eventId).toSorted()).toEqual(system.eventIds.toSorted());
    for (const { key, facts } of books.values()) {
      expect(facts.map(({ data }) => data.sequence)).toEqual(facts.map((_, index) => index + 1));
      expect(facts.length).toBeLessThanOrEqual(answers.filter(({ eventId }) => eventId === key.eventId).length);
      const planned = await system.tape.jsm.streams.info('SWEEPS', { subjects_filter: `sweep.*.*.${key.eventId}` });
      expect(Object.keys(planned.state.subjects ?? {})).toHaveLength(1);
    }

    const crashes = 4;
    const ledger = await system.ledger();
    expect(new Set(ledger.map(({ replica }) => replica)).size).toBeGreaterThanOrEqual(3);
    expect(answers.length - ledger.length).toBeLessThanOrEqual(crashes * openAtOnce * 3);
    expect(ledger.length).toBeLessThanOrEqual(answers.length);
  }, 240_000);
});

describe('three replicas at a source that lies about its limit', () => {
  it('back off within one window, all of them', async () => {
    const windowSeconds = 5;
    const system = (replicas = await startReplicas({
      count: 3,
      events: 12,
      market: {
        LIMIT_REQUESTS: '20',
        LIMIT_WINDOW_SECONDS: String(windowSeconds),
        LIMIT_DECLARED: '1000',
        LIMIT_STATUS: '429',
        LIMIT_FORGIVES_AFTER_SECONDS: '1',
      },
      // The waits that we choose ourselves are short here: 2 s after the first push-back, twice as long after the next.
      collector: { ...eager, SWEEP_INTERVAL_SECONDS: '2', INTERVAL_SPEED: '5', HOST_REQUESTS_PER_MINUTE: '900' },
    }));
    const refused = await until(async () => (await system.ledger()).find(({ result }) => result === 'throttled'), { timeoutMs: 30_000 });
    await until(async () => (await system.ledger()).some(({ at, result }) => at > refused.at && result === 'listings'), {
      timeoutMs: 30_000,
    });
    const ledger = (await system.ledger()).map((entry) => ({ ...entry, atMs: Date.parse(entry.at) }));
    const firstMs = Date.parse(refused.at);
    const resting = ledger.filter(({ atMs }) => atMs > firstMs + 500 && atMs < firstMs + 1_900);
    expect(resting).toEqual([]);
    const within = (fromMs: number) => ledger.filter(({ atMs }) => atMs >= fromMs && atMs < fromMs + windowSeconds * 1000).length;
    expect(within(firstMs + 500)).toBeLessThan(within(firstMs - windowSeconds * 1000) + 1);
    await system.finish();
  }, 180_000);
});
