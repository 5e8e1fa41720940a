import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress } from 'node:zlib';
import type { TapeStream } from '../tape-streams.js';
import type { Segment } from './manifest.js';
import { encodeRecord, type ArchivedMessage } from './record.js';

export type SegmentLimits = { messages: number; bytes: number };

/** Small enough to be sent and checked piece by piece, large enough to compress well. */
export const defaultLimits: SegmentLimits = { messages: 50_000, bytes: 64 * 1024 * 1024 };

/** Lines are handed to the compressor in pieces of this size, since every piece costs a turn of its thread. */
const chunkBytes = 512 * 1024;

export const segmentFile = (stream: TapeStream, firstSequence: number): string =>
  `${stream}-${String(firstSequence).padStart(12, '0')}.ndjson.zst`;

/** Writes one segment beside its final place and moves it there when it is whole and on the disk. */
export class SegmentWriter {
  private readonly compressor = createZstdCompress();
  private readonly hash = createHash('sha256');
  private readonly written: Promise<void>;
  private chunk: Buffer[] = [];
  private chunkSize = 0;
  private compressedBytes = 0;
  private bytes = 0;
  private messages = 0;
  private lastSequence: number;

  constructor(
    private readonly folder: string,
    private readonly stream: TapeStream,
    private readonly firstSequence: number,
    private readonly limits: SegmentLimits = defaultLimits,
  ) {
    this.lastSequence = firstSequence;
    // `flush` waits for the disk before the file counts as closed.
    this.written = pipeline(this.compressor, (pieces) => this.hashed(pieces), createWriteStream(this.draft, { flush: true }));
    this.written.catch(() => undefined);
  }

  get isFull(): boolean {
    return this.messages >= this.limits.messages || this.bytes >= this.limits.bytes;
  }

  async add(message: ArchivedMessage): Promise<void> {
    const line = encodeRecord(message);
    this.chunk.push(line);
    this.chunkSize += line.length;
    this.bytes += line.length;
    this.messages += 1;
    this.lastSequence = message.sequence;
    if (this.chunkSize >= chunkBytes) await this.passOn();
  }

  async finish(): Promise<Segment> {
    await this.passOn();
    this.compressor.end();
    await this.written;
    const file = segmentFile(this.stream, this.firstSequence);
    await rename(this.draft, join(this.folder, file));
    const { firstSequence, lastSequence, messages, bytes, compressedBytes } = this;
    return { file, firstSequence, lastSequence, messages, bytes, compressedBytes, sha256: this.hash.digest('hex') };
  }

  /** Leaves nothing behind. */
  async abandon(): Promise<void> {
    this.compressor.destroy();
    await this.written.catch(() => undefined);
    await rm(this.draft, { force: true });
  }

  private get draft(): string {
    return join(this.folder, `${segmentFile(this.stream, this.firstSequence)}.part`);
  }

  private async passOn(): Promise<void> {
    const piece = Buffer.concat(this.chunk, this.chunkSize);
    this.chunk = [];
    this.chunkSize = 0;
    // A disk that is full ends the pipeline, and nobody would drain the compressor any more.
    if (!this.compressor.write(piece)) await Promise.race([once(this.compressor, 'drain'), this.written]);
  }

  private async *hashed(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of pieces) {
      this.hash.update(piece);
      this.compressedBytes += piece.length;
      yield piece;
    }
  }
}
