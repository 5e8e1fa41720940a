import type { JetStreamManager, StoredMsg, StreamState } from '@nats-io/jetstream';
import { tapeHeaders } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import type { ArchiveFiles } from '../format/archive-files.js';
import { messagesIn, type Manifest, type Segment, type StreamArchive } from '../format/manifest.js';
import { readSegment } from '../format/read-segment.js';
import type { ArchivedMessage } from '../format/record.js';
import { tapeStreams, type TapeStream } from '../tape-streams.js';

/**
 * How many messages of each stream an earlier try of the same import has stored; 0 on an empty tape.
 * Throws TAPE_NOT_EMPTY with the names of the streams that hold, or have held, anything else.
 */
export const storedParts = async (jsm: JetStreamManager, files: ArchiveFiles, manifest: Manifest): Promise<Map<TapeStream, number>> => {
  const parts = new Map<TapeStream, number>();
  const foreign: string[] = [];
  for (const stream of tapeStreams) {
    const { state } = await jsm.streams.info(stream);
    const archive = manifest.streams.find((candidate) => candidate.stream === stream);
    if (await isOurs(jsm, files, stream, archive, state)) parts.set(stream, state.last_seq);
    else foreign.push(`${stream} has ${state.messages} messages up to ${state.last_seq}`);
  }
  if (foreign.length > 0) throw new AppError('TAPE_NOT_EMPTY', { detail: foreign.join(', ') });
  return parts;
};

const isOurs = async (
  jsm: JetStreamManager,
  files: ArchiveFiles,
  stream: TapeStream,
  archive: StreamArchive | undefined,
  { messages, last_seq: count }: StreamState,
): Promise<boolean> => {
  if (count === 0) return true;
  if (!archive || messages !== count || count > messagesIn(archive)) return false;
  const stored = await jsm.direct.getMessage(stream, { seq: count });
  return stored !== null && isCopy(stored, await archivedMessageAt(files, archive, count));
};

const isCopy = ({ subject, header, data }: StoredMsg, original: ArchivedMessage): boolean =>
  subject === original.subject &&
  header.get(tapeHeaders.imported) === String(original.sequence) &&
  Buffer.compare(data, original.body) === 0;

/** The message at `place`, counted from 1 over all segments. */
const archivedMessageAt = async (files: ArchiveFiles, { segments }: StreamArchive, place: number): Promise<ArchivedMessage> => {
  let before = 0;
  for (const segment of segments) {
    if (place <= before + segment.messages) return messageOf(files, segment, place - before);
    before += segment.messages;
  }
  throw new AppError('ARCHIVE_INVALID', { detail: `there is no message ${place}` });
};

const messageOf = async (files: ArchiveFiles, segment: Segment, place: number): Promise<ArchivedMessage> => {
  let count = 0;
  for await (const message of readSegment(files, segment)) if ((count += 1) === place) return message;
  throw new AppError('ARCHIVE_INVALID', { detail: `${segment.file} has no message ${place}` });
};
