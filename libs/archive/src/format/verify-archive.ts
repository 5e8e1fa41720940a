import { openArchive } from './archive-files.js';
import { readCompleteManifest, type Manifest } from './manifest.js';
import { expectIntact, readSegment } from './read-segment.js';

export type VerifiedArchive = { messages: number; segments: number };

/** Throws ARCHIVE_INVALID at the first file that is not as the manifest says: checksum, counts, order, or a gap between two segments. */
export const verifyArchive = async (
  path: string,
  onProgress: (messages: number, total: number) => void = () => undefined,
  signal?: AbortSignal,
): Promise<VerifiedArchive> => {
  const files = await openArchive(path);
  const manifest = await readCompleteManifest(files);
  const segments = segmentsOf(manifest);
  const total = segments.reduce((sum, { messages }) => sum + messages, 0);
  let messages = 0;
  for (const segment of segments) {
    signal?.throwIfAborted();
    await expectIntact(files, segment);
    for await (const _message of readSegment(files, segment)) messages += 1;
    onProgress(messages, total);
  }
  return { messages, segments: segments.length };
};

export const segmentsOf = ({ streams }: Manifest) => streams.flatMap(({ segments }) => segments);
