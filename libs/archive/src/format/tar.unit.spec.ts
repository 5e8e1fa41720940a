import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { someMessages, writeArchive } from '../archive.examples.js';
import { openArchive } from './archive-files.js';
import { readManifest } from './manifest.js';
import { packTar } from './tar.js';
import { verifyArchive } from './verify-archive.js';

const run = promisify(execFile);
let parent: string;
let folder: string;
let file: string;

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'tickettape-tar-'));
  folder = await mkdtemp(join(parent, 'a-'));
  file = join(parent, 'tape.tar');
  await writeArchive(folder, someMessages(Array.from({ length: 50 }, (_, n) => `{"n":${n}}`)), { messages: 7, bytes: 1e6 });
  await writeFile(join(folder, 'empty.txt'), '');
  await packTar(folder, file);
});
afterAll(() => rm(parent, { recursive: true, force: true }));

describe('an archive in one file', () => {
  it('reads as it does in a folder', async () => {
    const [inFolder, inFile] = await Promise.all([openArchive(folder), openArchive(file)]);
    expect(await readManifest(inFile)).toEqual(await readManifest(inFolder));
    expect(await verifyArchive(file)).toEqual(await verifyArchive(folder));
    expect([await inFile.size('empty.txt'), await text(inFile.read('empty.txt')), await inFile.size('nothing')]).toEqual([0, '', null]);
  });

  it('is what tar lists and unpacks', async () => {
    const names = (await run('tar', ['-tf', file])).stdout.trim().split('\n');
    expect([names.length, names.at(-1)]).toEqual([10, 'manifest.json']);
    const unpacked = await mkdtemp(join(parent, 'b-'));
    await run('tar', ['-xf', file, '-C', unpacked]);
    expect(await verifyArchive(unpacked)).toMatchObject({ messages: 50 });
  });

  it('may be packed by tar itself', async () => {
    const packed = join(parent, 'by-tar.tar');
    await run('tar', ['--format=ustar', '-cf', packed, '-C', folder, ...(await run('ls', [folder])).stdout.trim().split('\n')]);
    expect(await verifyArchive(packed)).toMatchObject({ messages: 50 });
  });

  it('shows that it was cut off or damaged, and that it is none', async () => {
    const whole = await readFile(file);
    const broken = join(parent, 'broken.tar');
    for (const length of [0, 100, 600, 5_000, whole.length - 1_400]) {
      await writeFile(broken, whole);
      await truncate(broken, length);
      await expect(verifyArchive(broken)).rejects.toMatchObject({ code: 'ARCHIVE_INVALID' });
    }
    await writeFile(broken, Buffer.from(whole).fill('x', 0, 5));
    await expect(verifyArchive(broken)).rejects.toMatchObject({ code: 'ARCHIVE_INVALID' });
    await writeFile(broken, 'a holiday picture');
    await expect(verifyArchive(broken)).rejects.toMatchObject({ code: 'ARCHIVE_INVALID' });
  });
});
