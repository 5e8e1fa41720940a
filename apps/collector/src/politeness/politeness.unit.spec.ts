import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { budgetOf, type BudgetSettings } from './budget.js';
import { aGate, type AGate } from './host-gate.examples.js';
import { paceOf } from './pace.js';
import { requestDelayMs, type Bias } from './request-delay.js';
import type { Told } from './told.js';

const biases: Bias[] = ['uniform', 'normal', 'exponential'];
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }).map((value) => () => value);
const elsewhere = fc.constantFrom('pro.stubhub.com', '10.0.0.1', 'localhost.example.com', '127.0.0.1.nip.io');

describe('the delay between requests', () => {
  it('is never below a second for a host elsewhere, whatever is configured', () => {
    fc.assert(
      fc.property(
        elsewhere,
        fc.double(),
        fc.double(),
        fc.double(),
        fc.constantFrom(...biases),
        random,
        (host, min, max, speed, bias, draw) => {
          const delayMs = requestDelayMs({ minSeconds: min, maxSeconds: max, bias }, paceOf(host, speed), draw);
          expect(delayMs).toBeGreaterThanOrEqual(1_000);
        },
      ),
    );
  });

  it.each(biases)('stays within its range (%s)', (bias) => {
    const pace = paceOf('127.0.0.1', 1);
    fc.assert(
      fc.property(random, (draw) => {
        const delayMs = requestDelayMs({ minSeconds: 2, maxSeconds: 5, bias }, pace, draw);
        expect(delayMs).toBeGreaterThanOrEqual(2_000);
        expect(delayMs).toBeLessThanOrEqual(5_000);
      }),
    );
  });
});

describe('the pace of a host', () => {
  it('is divided by the speed on this machine only', () => {
    expect(paceOf('localhost', 720)).toMatchObject({ speed: 720, requestFloorMs: 0 });
    expect(paceOf('pro.stubhub.com', 720)).toEqual({ speed: 1, sweepFloorMs: 60_000, requestFloorMs: 1_000 });
  });
});

const elsewhereBudget = (told: BudgetSettings) => budgetOf('pro.stubhub.com', paceOf('pro.stubhub.com', 1), told);

describe('the budget of a host elsewhere', () => {
  it('is at most one request a second, whatever is configured', () => {
    const number = fc.oneof(fc.double(), fc.constant(null));
    fc.assert(
      fc.property(number, number, number, (burst, perMinute, perDay) => {
        const { floorMs, host } = elsewhereBudget({ burst: burst ?? 0, perMinute, perDay });
        expect(floorMs).toBe(1_000);
        expect(host.burst).toBeLessThanOrEqual(30);
        expect(host.perMinute).toBeLessThanOrEqual(60);
        expect(host.perDay).toBeLessThanOrEqual(86_400);
      }),
    );
  });

  it('is lower where nothing is set or less is set', () => {
    expect(elsewhereBudget({})).toMatchObject({ host: { burst: 10, perMinute: 30, perDay: 10_000, silence: null } });
    expect(elsewhereBudget({ perMinute: 2 })).toMatchObject({ host: { perMinute: 2, perDay: 10_000 } });
  });
});

describe('the gate of a host', () => {
  const never = new AbortController().signal;
  const errand = { source: 'stubhub', eventId: '42', operation: 'listings' };
  const fine: Told = { result: 'listings', httpStatus: 200, retryAfterMs: null };
  const busy = (retryAfterMs: number | null): Told => ({ result: 'throttled', httpStatus: 429, retryAfterMs });
  const failed: Told = { result: 'unreachable', httpStatus: 500, retryAfterMs: null };
  const ask = ({ gate }: AGate, told = fine, signal = never) =>
    gate.run(
      errand,
      async () => performance.now(),
      () => told,
      signal,
    );

  it('begins each request a gap after the one before', async () => {
    const gate = aGate({ gapMs: () => 30 });
    const askedAt = performance.now();
    const starts = await Promise.all([1, 2, 3, 4].map(() => ask(gate)));
    for (const [index, start] of starts.toSorted((a, b) => a - b).entries()) expect(start - askedAt).toBeGreaterThanOrEqual(30 * index - 1);
  });

  it('lets three requests of a process be open at once', async () => {
    const { gate } = aGate();
    const { promise, resolve } = Promise.withResolvers<void>();
    let open = 0;
    const all = Array.from({ length: 5 }, () =>
      gate.run(
        errand,
        () => ((open += 1), promise),
        () => fine,
        never,
      ),
    );
    await vi.waitFor(() => expect(open).toBe(3));
    resolve();
    await Promise.all(all);
    expect(open).toBe(5);
  });

  it('lets nothing through while the host wants to be left alone, and half as often afterwards', async () => {
    const gate = aGate();
    const told = await ask(gate, busy(50));
    expect((await ask(gate)) - told).toBeGreaterThanOrEqual(49);
    expect(gate.state()).toMatchObject({ share: 0.5, closedWhy: 'retry-after' });
    await ask(gate, busy(120_000));
    await expect(ask(gate)).rejects.toMatchObject({ name: 'NotNow', why: 'retry-after' });
  });

  it.each([
    ['unreachable', 500, 1],
    ['unreachable', 502, 1],
    ['unreachable', 503, 0.5],
    ['throttled', 429, 0.5],
    ['blocked', 403, 1],
    ['wrong-event', 404, 1],
    ['maintenance', 503, 0.5],
    ['listings', 200, 1],
  ])('leaves the host alone for as long as it asks, also by %s with status %i', async (result, httpStatus, share) => {
    const gate = aGate();
    await ask(gate, { result: result as Told['result'], httpStatus, retryAfterMs: 120_000 });
    expect(gate.state()).toMatchObject({ closedWhy: 'retry-after', share });
    await expect(ask(gate)).rejects.toMatchObject({ name: 'NotNow', why: 'retry-after' });
  });

  it('backs off for longer each time where the host does not say for how long, and asks more often again step by step', async () => {
    const gate = aGate({ speed: 1000 });
    const nowMs = () => performance.timeOrigin + performance.now();
    for (const backOffMs of [10, 20, 40]) {
      const beforeMs = nowMs();
      await ask(gate, busy(null));
      expect(gate.state().closedUntilMs - beforeMs).toBeGreaterThanOrEqual(backOffMs);
      expect(gate.state().closedUntilMs - nowMs()).toBeLessThanOrEqual(backOffMs);
    }
    expect(gate.state().share).toBe(1 / 8);
    for (let answers = 0; answers < 5; answers += 1) await ask(gate);
    expect(gate.state().share).toBeCloseTo(1 / 8 + 4 / 40);
  });

  it('rests after five failures in a row, and one request finds out whether the host is back', async () => {
    const gate = aGate({ speed: 100 });
    for (let failures = 0; failures < 5; failures += 1) await ask(gate, failed);
    expect(gate.state()).toMatchObject({ closedWhy: 'failing' });
    await expect(ask(gate)).rejects.toMatchObject({ why: 'failing' });
    await vi.waitFor(() => ask(gate));
    expect(gate.records).toHaveLength(6);
  });

  it('lets nothing through that waited when the source was paused', async () => {
    const gate = aGate({ gapMs: () => 30 });
    await ask(gate);
    gate.pause();
    await expect(ask(gate)).rejects.toMatchObject({ why: 'paused' });
  });

  it('lets nobody wait who was told to stop', async () => {
    const gate = aGate({ gapMs: () => 30_000 });
    const stop = new AbortController();
    await ask(gate);
    const waiting = ask(gate, fine, stop.signal);
    stop.abort();
    await expect(waiting).rejects.toThrow();
  });

  it('writes every request into the ledger, with what came of it', async () => {
    const gate = aGate();
    await ask(gate);
    await ask(gate, busy(7));
    expect(gate.records).toMatchObject([
      { ...errand, host: '127.0.0.1:1', replica: 'spec', ...fine },
      { result: 'throttled', httpStatus: 429, retryAfterMs: 7 },
    ]);
  });
});
