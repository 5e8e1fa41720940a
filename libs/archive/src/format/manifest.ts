import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { BookKey, Digest } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import { z } from 'zod';
import { tapeStreams } from '../tape-streams.js';
import type { ArchiveFiles } from './archive-files.js';

const Count = z.int().nonnegative();
const Sequence = z.int().positive();

/** A whole file of messages, in the order of the stream. */
export const Segment = z.object({
  file: z.string().regex(/^[A-Z]+-\d{12}\.ndjson\.zst$/),
  firstSequence: Sequence,
  lastSequence: Sequence,
  messages: Sequence,
  /** Before compression. */
  bytes: Count,
  compressedBytes: Count,
  /** Of the file as it lies there, hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Segment = z.infer<typeof Segment>;

const followEachOther = ({ segments, upToSequence }: { segments: Segment[]; upToSequence: number }): boolean =>
  [...segments, { firstSequence: upToSequence + 1 }].every(
    ({ firstSequence }, index) => firstSequence > (segments[index - 1]?.lastSequence ?? 0),
  );

const StreamArchive = z
  .object({
    stream: z.enum(tapeStreams),
    /** Identity of the stream: when its server created it. */
    created: z.string(),
    /** Stream sequence up to which the archive tells everything that was there. */
    upToSequence: Count,
    segments: z.array(Segment),
  })
  .refine(followEachOther, 'the segments must follow each other');
export type StreamArchive = z.infer<typeof StreamArchive>;

/** Where a book stands at the end of the archive; `digest` is null for one that is not in sight. */
export const BookState = BookKey.extend({ status: z.enum(['seen', 'unseen']), sequence: Count, digest: Digest.nullable() });
export type BookState = z.infer<typeof BookState>;

export const Manifest = z.object({
  format: z.literal('tickettape-archive/1'),
  /** Version of the program that wrote it. */
  tickettape: z.string(),
  exportedAt: z.iso.datetime(),
  /** False while an export goes on, or after one that did not come to its end. */
  complete: z.boolean(),
  streams: z.array(StreamArchive),
  /** Empty until the archive is complete. */
  books: z.array(BookState),
});
export type Manifest = z.infer<typeof Manifest>;

export const messagesIn = ({ segments }: Pick<StreamArchive, 'segments'>): number =>
  segments.reduce((sum, { messages }) => sum + messages, 0);

const fileName = 'manifest.json';

/** null where there is none. Throws ARCHIVE_INVALID. */
export const readManifest = async (files: ArchiveFiles): Promise<Manifest | null> => {
  if ((await files.size(fileName)) === null) return null;
  try {
    return Manifest.parse(JSON.parse(await text(files.read(fileName))));
  } catch (cause) {
    throw new AppError('ARCHIVE_INVALID', { cause, detail: `${fileName} in ${files.path}` });
  }
};

/** Throws ARCHIVE_INVALID where there is no manifest, or none of a finished archive. */
export const readCompleteManifest = async (files: ArchiveFiles): Promise<Manifest> => {
  const manifest = await readManifest(files);
  if (manifest === null) throw new AppError('ARCHIVE_INVALID', { detail: `${files.path} holds no ${fileName}` });
  if (!manifest.complete) throw new AppError('ARCHIVE_INVALID', { detail: `the export into ${files.path} was not finished` });
  return manifest;
};

/** Replaces the manifest as a whole: whoever reads it sees the old or the new one. */
export const writeManifest = async (folder: string, manifest: Manifest): Promise<void> => {
  const draft = join(folder, `${fileName}.part`);
  const file = await open(draft, 'w');
  try {
    await file.writeFile(`${JSON.stringify(manifest, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, join(folder, fileName));
};
