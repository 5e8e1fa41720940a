import type { ArchivedMessage } from './format/record.js';
import type { Manifest, Segment } from './format/manifest.js';
import { writeManifest } from './format/manifest.js';
import type { TapeStream } from './tape-streams.js';
import { SegmentWriter, type SegmentLimits } from './format/write-segment.js';

/** Messages of BOOKS for specs that need no server. */
export const someMessages = (bodies: readonly string[], sequenceOf = (index: number) => index + 1): ArchivedMessage[] =>
  bodies.map((body, index) => ({
    sequence: sequenceOf(index),
    time: '2026-11-21T12:00:00.000000001Z',
    subject: `book.stubhub.${index % 3}`,
    headers: [['Nats-Msg-Id', `book:${index}`]],
    body: Buffer.from(body),
  }));

/** Writes an archive of one stream as an export does. */
export const writeArchive = async (
  folder: string,
  messages: readonly ArchivedMessage[],
  limits?: SegmentLimits,
  stream: TapeStream = 'BOOKS',
): Promise<Manifest> => {
  const segments: Segment[] = [];
  let writer: SegmentWriter | null = null;
  for (const message of messages) {
    writer ??= new SegmentWriter(folder, stream, message.sequence, limits);
    await writer.add(message);
    if (!writer.isFull) continue;
    segments.push(await writer.finish());
    writer = null;
  }
  if (writer) segments.push(await writer.finish());
  const manifest: Manifest = {
    format: 'tickettape-archive/1',
    tickettape: '0.0.0',
    exportedAt: '2026-11-21T12:00:00.000Z',
    complete: true,
    streams: [{ stream, created: '2026-11-21T00:00:00Z', upToSequence: messages.at(-1)?.sequence ?? 0, segments }],
    books: [],
  };
  await writeManifest(folder, manifest);
  return manifest;
};
