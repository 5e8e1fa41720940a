import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsMsg } from '@nats-io/jetstream';
import { AppError } from '@tickettape/errors';
import type { Tape } from '@tickettape/jetstream';
import { bookStates } from '../book-states.js';
import { openArchive } from '../format/archive-files.js';
import { readManifest, writeManifest, type Manifest, type StreamArchive } from '../format/manifest.js';
import type { ArchivedMessage } from '../format/record.js';
import { defaultLimits, SegmentWriter, type SegmentLimits } from '../format/write-segment.js';
import type { OnProgress } from '../progress.js';
import { findStream, readSpan } from '../read-span.js';
import { storedAt } from '../stored-at.js';
import { tapeStreams, type TapeStream } from '../tape-streams.js';
import { archivedUpTo, planExport, sizeOf, type StreamPlan, type StreamSight } from './export-plan.js';

export type ExportSettings = {
  folder: string;
  streams?: readonly TapeStream[];
  /** Goes on with the archive in the folder: one that was interrupted, or a finished one of a tape that has grown. */
  resume?: boolean;
  /** Version of the program, for the manifest. */
  version: string;
  limits?: SegmentLimits;
  onProgress?: OnProgress;
  /** Ends the export after the message in hand; its reason is thrown. What is in whole segments stays. */
  signal?: AbortSignal;
};

/**
 * Copies the tape as it is now into a folder. Memory does not grow with the tape.
 * Throws ARCHIVE_EXISTS, ARCHIVE_INVALID, NATS_UNAVAILABLE, STREAM_CHANGED.
 */
export const exportTape = async (tape: Tape, settings: ExportSettings): Promise<Manifest> => {
  const before = await openFolder(settings);
  const sights = await lookAtStreams(tape, chosenStreams(settings, before));
  const plans = planExport(sights, before);
  const manifest: Manifest = {
    format: 'tickettape-archive/1',
    tickettape: settings.version,
    exportedAt: new Date().toISOString(),
    complete: false,
    streams: plans.map(({ archived }) => archived),
    books: [],
  };
  await writeManifest(settings.folder, manifest);
  const work = new Export(tape, settings, manifest, sizeOf(sights, before));
  for (const plan of plans) await work.copy(plan);
  return work.finish();
};

const chosenStreams = ({ streams }: ExportSettings, before: Manifest | null): readonly TapeStream[] => {
  const chosen = streams ?? before?.streams.map(({ stream }) => stream) ?? tapeStreams;
  return tapeStreams.filter((stream) => chosen.includes(stream) || before?.streams.some((archived) => archived.stream === stream));
};

/** Gives the manifest of the archive that is gone on with; null for a new one. */
const openFolder = async ({ folder, resume = false }: ExportSettings): Promise<Manifest | null> => {
  await mkdir(folder, { recursive: true });
  const before = resume ? await readManifest(await openArchive(folder)) : null;
  const files = await readdir(folder);
  const drafts = files.filter((file) => file.endsWith('.part'));
  if (before === null && files.length > drafts.length) throw new AppError('ARCHIVE_EXISTS', { detail: `${folder} is not empty` });
  await Promise.all(drafts.map((file) => rm(join(folder, file))));
  return before;
};

/**
 * The ends of the streams. Effects are looked at before their causes, the streams in reverse, so that whatever a fact refers to lies within the
 * archive although the system goes on writing.
 */
const lookAtStreams = async ({ jsm }: Tape, streams: readonly TapeStream[]): Promise<StreamSight[]> => {
  const sights: StreamSight[] = [];
  for (const stream of streams.toReversed()) {
    const info = await findStream(jsm, stream);
    if (info === null) throw new AppError('NOT_FOUND', { detail: `the server has no stream ${stream}`, fix: 'Check NATS_URL' });
    sights.unshift({ stream, created: info.created, lastSequence: info.state.last_seq, messages: info.state.messages });
  }
  return sights;
};

class Export {
  private messages: number;
  private readonly total: number;

  constructor(
    private readonly tape: Tape,
    private readonly settings: ExportSettings,
    private readonly manifest: Manifest,
    { done, total }: { done: number; total: number },
  ) {
    this.messages = done;
    this.total = total;
  }

  async copy({ archived, toSequence }: StreamPlan): Promise<void> {
    const { stream, created } = archived;
    const span = { stream, created, fromSequence: archivedUpTo(archived) + 1, toSequence };
    let segment: SegmentWriter | null = null;
    try {
      for await (const message of readSpan(this.tape.js, this.tape.jsm, span, this.settings.signal)) {
        segment ??= new SegmentWriter(this.settings.folder, stream, message.seq, this.settings.limits ?? defaultLimits);
        await segment.add(archivedMessage(message));
        this.tell(stream);
        if (segment.isFull) segment = await this.keep(archived, segment);
      }
      if (segment) segment = await this.keep(archived, segment);
    } finally {
      await segment?.abandon();
    }
    archived.upToSequence = toSequence;
  }

  async finish(): Promise<Manifest> {
    const upToSequence = this.manifest.streams.find(({ stream }) => stream === 'BOOKS')?.upToSequence ?? 0;
    this.manifest.books = await bookStates(this.tape.jsm, upToSequence);
    this.manifest.complete = true;
    await writeManifest(this.settings.folder, this.manifest);
    return this.manifest;
  }

  private async keep(archived: StreamArchive, segment: SegmentWriter): Promise<null> {
    archived.segments.push(await segment.finish());
    archived.upToSequence = archivedUpTo(archived);
    await writeManifest(this.settings.folder, this.manifest);
    return null;
  }

  private tell(step: string): void {
    this.messages += 1;
    this.settings.onProgress?.({ step, messages: this.messages, total: Math.max(this.total, this.messages) });
  }
}

const archivedMessage = (message: JsMsg): ArchivedMessage => ({
  sequence: message.seq,
  time: storedAt(message),
  subject: message.subject,
  headers: [...(message.headers ?? [])].flatMap(([name, values]) => values.map((value): [string, string] => [name, value])),
  body: message.data,
});
