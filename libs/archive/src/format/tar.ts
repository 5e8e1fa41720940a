import { createReadStream, createWriteStream } from 'node:fs';
import { open, readdir, rename, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '@tickettape/errors';
import type { ArchiveFiles } from './archive-files.js';

// The ustar format: https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_06

const blockBytes = 512;
const nameField = [0, 100] as const;
const sizeField = [124, 136] as const;
const checksumField = [148, 156] as const;

/** Packs the files of a folder into one file that `tar` can list and unpack. It takes its place when it is whole and on the disk. */
export const packTar = async (folder: string, target: string): Promise<void> => {
  // The manifest comes last: a file that was cut off has none.
  const names = (await readdir(folder)).toSorted((a, b) => Number(a.endsWith('.json')) - Number(b.endsWith('.json')) || (a < b ? -1 : 1));
  const draft = `${target}.part`;
  await pipeline(Readable.from(packed(folder, names)), createWriteStream(draft, { flush: true }));
  await rename(draft, target);
};

async function* packed(folder: string, names: readonly string[]): AsyncGenerator<Buffer> {
  for (const name of names) {
    const { size, mtimeMs } = await stat(join(folder, name));
    yield headerOf(name, size, mtimeMs);
    yield* createReadStream(join(folder, name)) as AsyncIterable<Buffer>;
    yield Buffer.alloc(paddedBytes(size) - size);
  }
  yield Buffer.alloc(2 * blockBytes);
}

const paddedBytes = (size: number): number => Math.ceil(size / blockBytes) * blockBytes;

const headerOf = (name: string, size: number, mtimeMs: number): Buffer => {
  const header = Buffer.alloc(blockBytes);
  const octal = (value: number, digits: number) => value.toString(8).padStart(digits, '0');
  header.write(name, nameField[0]);
  header.write('0000644\0' + '0000000\0' + '0000000\0', 100);
  header.write(`${octal(size, 11)}\0${octal(Math.floor(mtimeMs / 1_000), 11)}\0`, sizeField[0]);
  header.write('0ustar\0' + '00', 156);
  header.write(`${octal(checksumOf(header), 6)}\0 `, checksumField[0]);
  return header;
};

/** The sum of all bytes, its own field counted as spaces. */
const checksumOf = (header: Buffer): number => {
  const copy = Buffer.from(header).fill(' ', ...checksumField);
  return copy.reduce((sum, byte) => sum + byte, 0);
};

type Entry = { from: number; size: number };

/** Throws ARCHIVE_INVALID for a file that is no whole tar file. */
export const tarFiles = async (path: string): Promise<ArchiveFiles> => {
  const entries = await readEntries(path);
  const read = (file: string): Readable => {
    const entry = entries.get(file);
    if (!entry || entry.size === 0) return Readable.from([]);
    return createReadStream(path, { start: entry.from, end: entry.from + entry.size - 1 });
  };
  return { path, size: async (file) => entries.get(file)?.size ?? null, read };
};

const readEntries = async (path: string): Promise<Map<string, Entry>> => {
  const file = await open(path);
  try {
    const entries = new Map<string, Entry>();
    for (let at = 0, header = await readHeader(file, at); header !== null; header = await readHeader(file, at)) {
      entries.set(header.name, { from: at + blockBytes, size: header.size });
      at += blockBytes + paddedBytes(header.size);
    }
    return entries;
  } catch (cause) {
    throw new AppError('ARCHIVE_INVALID', { cause, detail: `${path} is not a whole tar file` });
  } finally {
    await file.close();
  }
};

/** null at the end. */
const readHeader = async (file: FileHandle, at: number): Promise<{ name: string; size: number } | null> => {
  const header = Buffer.alloc(blockBytes);
  const { bytesRead } = await file.read(header, 0, blockBytes, at);
  if (bytesRead < blockBytes) throw new Error('it ends too early');
  if (header.every((byte) => byte === 0)) return null;
  const text = (field: readonly [number, number]) => header.toString('utf8', ...field).replace(/[\0 ].*$/s, '');
  if (parseInt(text(checksumField), 8) !== checksumOf(header)) throw new Error('a header is damaged');
  return { name: text(nameField), size: parseInt(text(sizeField), 8) };
};
