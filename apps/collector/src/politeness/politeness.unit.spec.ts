import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HostGate } from './host-gate.js';
import { paceOf } from './pace.js';
import { requestDelayMs, type Bias } from './request-delay.js';

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

describe('the gate of a host', () => {
  const never = new AbortController().signal;

  it('begins each request a gap after the one before', async () => {
    const gate = new HostGate(() => 30);
    const starts: number[] = [];
    await Promise.all(Array.from({ length: 4 }, () => gate.run(async () => void starts.push(performance.now()), never)));
    for (const [index, start] of starts.slice(1).entries()) expect(start - starts[index]!).toBeGreaterThanOrEqual(29);
  });

  it('lets three requests through at once', async () => {
    const gate = new HostGate(() => 0);
    const { promise, resolve } = Promise.withResolvers<void>();
    let open = 0;
    const all = Array.from({ length: 5 }, () => gate.run(() => ((open += 1), promise), never));
    await new Promise(setImmediate);
    expect(open).toBe(3);
    resolve();
    await Promise.all(all);
    expect(open).toBe(5);
  });

  it('lets nothing through while the host rests', async () => {
    const gate = new HostGate(() => 0);
    gate.rest(40);
    const restedAt = performance.now();
    await Promise.all([1, 2].map(() => gate.run(async () => expect(performance.now() - restedAt).toBeGreaterThanOrEqual(39), never)));
  });

  it('lets nobody wait who was told to stop', async () => {
    const gate = new HostGate(() => 60_000);
    const stop = new AbortController();
    await gate.run(async () => 1, never);
    const waiting = gate.run(async () => 2, stop.signal);
    stop.abort();
    await expect(waiting).rejects.toThrow();
  });
});
