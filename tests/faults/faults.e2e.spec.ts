import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runSuite } from './suite.js';
import { summarise } from './summary.js';

const runs = 2;

describe('storage among faults', () => {
  it('ends with tables that equal the tape and its recorder, whatever was killed, repeated or poisoned', async () => {
    const artefactFolder = await mkdtemp(join(tmpdir(), 'tickettape-faults-'));
    const summary = summarise(await runSuite({ runs, seed: 1, artefactFolder }));
    expect(summary.failures).toEqual([]);
    expect(summary).toMatchObject({ passed: runs, faults: { 'NATS killed': expect.any(Number), 'storage killed': expect.any(Number) } });
    expect(summary.rows).toBeGreaterThan(runs * 200);
    expect(summary.poisons).toBeGreaterThan(0);
  }, 180_000);
});
