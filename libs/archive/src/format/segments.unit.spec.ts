import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { someMessages, writeArchive } from '../archive.examples.js';
import { openArchive } from './archive-files.js';
import { readManifest, writeManifest, type Manifest } from './manifest.js';
import { readSegment } from './read-segment.js';
import type { ArchivedMessage } from './record.js';
import { segmentsOf, verifyArchive } from './verify-archive.js';

let parent: string;
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'tickettape-archive-'));
});
afterAll(() => rm(parent, { recursive: true, force: true }));
const newFolder = () => mkdtemp(join(parent, 'a-'));

const readAll = async (folder: string, manifest: Manifest): Promise<ArchivedMessage[]> => {
  const messages: ArchivedMessage[] = [];
  for (const segment of segmentsOf(manifest))
    for await (const { body, ...head } of readSegment(await openArchive(folder), segment))
      messages.push({ ...head, body: Buffer.from(body) });
  return messages;
};

const invalid = expect.objectContaining({ code: 'ARCHIVE_INVALID' }) as Error;

describe('the segments of an archive', () => {
  it('bring the same messages back, however they are cut', async () => {
    const bodies = fc.array(fc.oneof(fc.json(), fc.string({ unit: 'grapheme' }), fc.constant('x'.repeat(3000))), { maxLength: 40 });
    const limits = fc.record({ messages: fc.integer({ min: 1, max: 50 }), bytes: fc.integer({ min: 1, max: 10_000 }) });
    await fc.assert(
      fc.asyncProperty(bodies, limits, fc.integer({ min: 1, max: 3 }), async (texts, limit, step) => {
        const folder = await newFolder();
        const messages = someMessages(texts, (index) => 5 + index * step);
        const manifest = await writeArchive(folder, messages, limit);
        expect(await readManifest(await openArchive(folder))).toEqual(manifest);
        expect(segmentsOf(manifest).every(({ messages: count }) => count <= limit.messages)).toBe(true);
        expect(await readAll(folder, manifest)).toEqual(messages);
        expect(await verifyArchive(folder)).toEqual({ messages: messages.length, segments: segmentsOf(manifest).length });
        await rm(folder, { recursive: true });
      }),
      { numRuns: 40 },
    );
  });

  it('show every byte that was changed and every byte that is missing', async () => {
    const folder = await newFolder();
    const manifest = await writeArchive(folder, someMessages(['{"a":1}', '{"b":2}', '{"c":3}']), { messages: 2, bytes: 1e6 });
    const files = segmentsOf(manifest).map(({ file }) => join(folder, file));
    for (const file of files) {
      const whole = await readFile(file);
      for (let place = 0; place < whole.length; place += 1) {
        const altered = Buffer.from(whole);
        altered[place]! ^= 1 + (place % 255);
        await writeFile(file, altered);
        await expect(verifyArchive(folder)).rejects.toEqual(invalid);
        await writeFile(file, whole);
        await truncate(file, place);
        await expect(verifyArchive(folder)).rejects.toEqual(invalid);
        await writeFile(file, whole);
      }
    }
    expect(await verifyArchive(folder)).toMatchObject({ messages: 3 });
  });

  it('show a file that is missing, one that took the place of another, and a manifest that counts otherwise', async () => {
    const folder = await newFolder();
    const manifest = await writeArchive(folder, someMessages(['1', '2', '3', '4']), { messages: 2, bytes: 1e6 });
    const [first, second] = segmentsOf(manifest) as [
      (typeof manifest.streams)[0]['segments'][0],
      (typeof manifest.streams)[0]['segments'][0],
    ];
    const [one, two] = [await readFile(join(folder, first.file)), await readFile(join(folder, second.file))];

    await writeFile(join(folder, first.file), two);
    await expect(verifyArchive(folder)).rejects.toEqual(invalid);
    await rm(join(folder, first.file));
    await expect(verifyArchive(folder)).rejects.toThrow('is missing');
    await writeFile(join(folder, first.file), one);

    for (const lie of [{ messages: 3 }, { lastSequence: 1 }, { firstSequence: 2 }]) {
      await writeManifest(folder, { ...manifest, streams: [{ ...manifest.streams[0]!, segments: [{ ...first, ...lie }, second] }] });
      await expect(verifyArchive(folder)).rejects.toEqual(invalid);
    }
    await writeManifest(folder, { ...manifest, streams: [{ ...manifest.streams[0]!, segments: [second, first] }] });
    await expect(verifyArchive(folder)).rejects.toEqual(invalid);
  });

  it('are no archive before the export has come to its end, nor without a manifest', async () => {
    const folder = await newFolder();
    await expect(verifyArchive(folder)).rejects.toThrow('holds no manifest.json');
    await writeManifest(folder, { ...(await writeArchive(folder, [])), complete: false });
    await expect(verifyArchive(folder)).rejects.toThrow('was not finished');
    await writeFile(join(folder, 'manifest.json'), '{"format":"tickettape-archive/1"');
    await expect(verifyArchive(folder)).rejects.toEqual(invalid);
  });
});
