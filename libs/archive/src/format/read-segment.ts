import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { PassThrough } from 'node:stream';
import { createZstdDecompress } from 'node:zlib';
import { AppError } from '@tickettape/errors';
import type { ArchiveFiles } from './archive-files.js';
import type { Segment } from './manifest.js';
import { decodeRecord, type ArchivedMessage } from './record.js';

/** Throws ARCHIVE_INVALID unless the file is the one that was written, byte for byte. */
export const expectIntact = async (files: ArchiveFiles, { file, compressedBytes, sha256 }: Segment): Promise<void> => {
  const size = await files.size(file);
  if (size === null) throw damaged(file, 'is missing');
  if (size !== compressedBytes) throw damaged(file, `has ${size} bytes instead of ${compressedBytes}`);
  const hash = createHash('sha256');
  await pipeline(files.read(file), hash);
  if (hash.digest('hex') !== sha256) throw damaged(file, 'does not have its checksum');
};

/** The messages of a segment in order. Throws ARCHIVE_INVALID where they are not those of the manifest; checks no checksum. */
export async function* readSegment(files: ArchiveFiles, segment: Segment): AsyncGenerator<ArchivedMessage> {
  const { file, firstSequence, lastSequence, messages } = segment;
  let count = 0;
  let last = 0;
  for await (const line of linesOf(files, file)) {
    const message = decode(file, count + 1, line);
    if (message.sequence <= last) throw damaged(file, `goes back at line ${count + 1}`);
    if (count === 0 && message.sequence !== firstSequence)
      throw damaged(file, `begins with ${message.sequence} instead of ${firstSequence}`);
    count += 1;
    last = message.sequence;
    yield message;
  }
  if (count !== messages || last !== lastSequence)
    throw damaged(file, `holds ${count} messages up to ${last} instead of ${messages} up to ${lastSequence}`);
}

const decode = (file: string, lineNumber: number, line: Buffer): ArchivedMessage => {
  try {
    return decodeRecord(line);
  } catch (cause) {
    throw damaged(file, `line ${lineNumber} is not a message`, cause);
  }
};

const lineFeed = 0x0a;

async function* linesOf(files: ArchiveFiles, file: string): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  for await (const chunk of decompressed(files, file)) {
    let from = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, from)) {
      const piece = chunk.subarray(from, end);
      yield rest.length === 0 ? piece : Buffer.concat([...rest, piece]);
      rest = [];
      from = end + 1;
    }
    if (from < chunk.length) rest.push(chunk.subarray(from));
  }
  if (rest.length > 0) throw damaged(file, 'ends in the middle of a line');
}

async function* decompressed(files: ArchiveFiles, file: string): AsyncGenerator<Buffer> {
  const output = new PassThrough();
  const done = pipeline(files.read(file), createZstdDecompress(), output);
  done.catch(() => undefined);
  try {
    yield* output as AsyncIterable<Buffer>;
    await done;
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw damaged(file, 'cannot be decompressed', cause);
  } finally {
    output.destroy();
  }
}

const damaged = (file: string, how: string, cause?: unknown): AppError =>
  new AppError('ARCHIVE_INVALID', { detail: `${file} ${how}`, cause });
