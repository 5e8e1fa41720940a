import { AppError } from '@tickettape/errors';
import { messagesIn, type Manifest, type StreamArchive } from '../format/manifest.js';
import type { TapeStream } from '../tape-streams.js';

/** What a stream is at the moment an export begins. */
export type StreamSight = { stream: TapeStream; created: string; lastSequence: number; messages: number };

/** One stream's part of an export: what is archived already and what is still to come. */
export type StreamPlan = { archived: StreamArchive; toSequence: number };

/**
 * What is left to do. A new archive begins with nothing; one that is gone on with keeps its whole segments.
 * Throws ARCHIVE_EXISTS where the archive tells of another tape, or of more than this tape holds.
 */
export const planExport = (sights: readonly StreamSight[], before: Manifest | null): StreamPlan[] =>
  sights.map((sight) => ({ archived: archivedBefore(sight, before), toSequence: sight.lastSequence }));

const archivedBefore = ({ stream, created, lastSequence }: StreamSight, before: Manifest | null): StreamArchive => {
  const archived = before?.streams.find((candidate) => candidate.stream === stream);
  if (!archived) return { stream, created, upToSequence: 0, segments: [] };
  if (archived.created !== created)
    throw new AppError('ARCHIVE_EXISTS', { detail: `it holds a ${stream} of ${archived.created}, this tape has one of ${created}` });
  if (archivedUpTo(archived) > lastSequence)
    throw new AppError('ARCHIVE_EXISTS', {
      detail: `it holds ${stream} up to ${archivedUpTo(archived)}, this tape ends at ${lastSequence}`,
    });
  return archived;
};

/** Stream sequence of the last message of the archive; 0 for none. */
export const archivedUpTo = ({ segments }: Pick<StreamArchive, 'segments'>): number => segments.at(-1)?.lastSequence ?? 0;

/** Messages that are archived already, and all of them; the second is a good guess, since a stream may drop messages meanwhile. */
export const sizeOf = (sights: readonly StreamSight[], before: Manifest | null): { done: number; total: number } => ({
  done: (before?.streams ?? []).reduce((sum, archived) => sum + messagesIn(archived), 0),
  total: sights.reduce((sum, { messages }) => sum + messages, 0),
});
