import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readRun, writeRun } from './run-file.js';

const run = { seed: 1, speed: 720, epoch: '2026-12-01T00:00:00.000Z', lastSeenAt: '2026-12-01T00:10:00.000Z' };

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'marketplace-'))));
afterEach(() => rm(folder, { recursive: true }));

describe('the run file', () => {
  it('is no error when there is none yet', async () => {
    expect(await readRun(join(folder, 'none.json'))).toBeNull();
  });

  it('is made with its folder, replaced as a whole and read back', async () => {
    const path = join(folder, 'new', 'run.json');
    await writeRun(path, { ...run, seed: 2 });
    await writeRun(path, run);
    expect(await readRun(path)).toEqual(run);
    expect(await readdir(join(folder, 'new'))).toEqual(['run.json']);
  });

  it('is refused, not overwritten in silence, when it holds something else', async () => {
    const path = join(folder, 'notes.txt');
    await writeFile(path, 'milk, eggs');
    await expect(readRun(path)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});
