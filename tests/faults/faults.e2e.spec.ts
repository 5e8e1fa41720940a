import { describe, expect, it } from 'vitest';
import { runSuite } from './suite.js';
import { summarise } from './summary.js';

const runs = 2;

describe('storage among faults', () => {
  it('ends with tables that equal the tape and its recorder, whatever was killed, repeated or poisoned', async () => {
    const summary = summarise(await runSuite({ runs, seed: 1 }));
    expect(summary.failures).toEqual([]);
    expect(summary).toMatchObject({ passed: runs, faults: { 'NATS killed': expect.any(Number), 'storage killed': expect.any(Number) } });
    expect(summary.rows).toBeGreaterThan(runs * 200);
    expect(summary.poisons).toBeGreaterThan(0);
  }, 240_000);
});
