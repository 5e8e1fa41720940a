import { bookName } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import { ensureStreams, type Tape } from '@tickettape/jetstream';
import { bookStates } from '../book-states.js';
import { openArchive, type ArchiveFiles } from '../format/archive-files.js';
import { messagesIn, readCompleteManifest, type BookState, type Manifest, type StreamArchive } from '../format/manifest.js';
import { expectIntact, readSegment } from '../format/read-segment.js';
import { segmentsOf } from '../format/verify-archive.js';
import type { OnProgress } from '../progress.js';
import { tapeStreams, type TapeStream } from '../tape-streams.js';
import { batchesOf } from './batches.js';
import { closeAfterImport, openForImport } from './import-shape.js';
import { Relocation, type RelocatedMessage } from './relocation.js';
import { storedParts } from './stored-part.js';
import { StreamWriter } from './stream-writer.js';

export type ImportSettings = {
  /** The folder or the tar file of an export. */
  archive: string;
  onProgress?: OnProgress;
  /** Ends the import between two batches; its reason is thrown. The same import goes on from there. */
  signal?: AbortSignal;
};

export type ImportedStream = {
  stream: TapeStream;
  messages: number;
  /** Of those, stored by an earlier try. */
  storedBefore: number;
  /** The first sequence of the original stream that is another one here; null where all positions are the same. */
  firstMoved: number | null;
};

export type ImportReport = {
  streams: ImportedStream[];
  books: number;
  /** Books whose fold is not what the archive says; empty after a good import. */
  mismatches: { book: string; archived: BookState; found: BookState | null }[];
};

/**
 * Fills an empty tape from an archive: the same messages in the same order, positions in headers rewritten, and each marked as imported, so that
 * nobody is told of it. An import that was interrupted is gone on with. Nothing is stored before every checksum is right.
 * Throws ARCHIVE_INVALID, TAPE_NOT_EMPTY, NATS_UNAVAILABLE.
 */
export const importTape = async (tape: Tape, settings: ImportSettings): Promise<ImportReport> => {
  const files = await openArchive(settings.archive);
  const manifest = await readCompleteManifest(files);
  for (const segment of segmentsOf(manifest)) await expectIntact(files, segment);
  await ensureStreams(tape.jsm, tapeStreams);
  const parts = await storedParts(tape.jsm, files, manifest);
  const work = new Import(tape, settings, files, manifest);
  const streams: ImportedStream[] = [];
  for (const archive of manifest.streams) streams.push(await work.fill(archive, parts.get(archive.stream) ?? 0));
  return { streams, books: manifest.books.length, mismatches: await mismatches(tape, manifest) };
};

class Import {
  private messages = 0;
  private readonly total: number;

  constructor(
    private readonly tape: Tape,
    private readonly settings: ImportSettings,
    private readonly files: ArchiveFiles,
    manifest: Manifest,
  ) {
    this.total = manifest.streams.reduce((sum, archive) => sum + messagesIn(archive), 0);
  }

  async fill(archive: StreamArchive, storedBefore: number): Promise<ImportedStream> {
    const { stream } = archive;
    const relocation = new Relocation();
    this.messages += storedBefore;
    await this.whileOpen(stream, () => this.write(stream, this.missing(archive, relocation, storedBefore)));
    await this.expectCount(archive);
    return { stream, messages: messagesIn(archive), storedBefore, firstMoved: relocation.firstMoved };
  }

  private async whileOpen(stream: TapeStream, work: () => Promise<void>): Promise<void> {
    const { jsm } = this.tape;
    await openForImport(jsm, (await jsm.streams.info(stream)).config);
    await work().catch(async (error: unknown) => {
      await closeAfterImport(jsm, stream).catch(() => undefined);
      throw error;
    });
    await closeAfterImport(jsm, stream);
  }

  /** Decodes one batch while the server stores the one before. */
  private async write(stream: TapeStream, messages: AsyncIterable<RelocatedMessage>): Promise<void> {
    const writer = new StreamWriter(this.tape, stream);
    let storing: Promise<void> = Promise.resolve();
    for await (const batch of batchesOf(messages)) {
      await storing;
      this.settings.signal?.throwIfAborted();
      storing = writer.store(batch).then(() => this.tell(stream, batch.length));
      // Whoever waits for it next hears of the failure.
      storing.catch(() => undefined);
    }
    await storing;
  }

  private async *missing(archive: StreamArchive, relocation: Relocation, storedBefore: number): AsyncGenerator<RelocatedMessage> {
    for (const segment of archive.segments) {
      for await (const original of readSegment(this.files, segment)) {
        const message = relocation.next(original);
        if (message.sequence > storedBefore) yield message;
      }
    }
  }

  private async expectCount(archive: StreamArchive): Promise<void> {
    const { state } = await this.tape.jsm.streams.info(archive.stream);
    const count = messagesIn(archive);
    if (state.messages === count && state.last_seq === count) return;
    throw new AppError('TAPE_NOT_EMPTY', {
      detail: `${archive.stream} has ${state.messages} messages up to ${state.last_seq} instead of ${count}: somebody else writes to it`,
    });
  }

  private tell(step: string, stored: number): void {
    this.messages += stored;
    this.settings.onProgress?.({ step, messages: this.messages, total: this.total });
  }
}

const mismatches = async ({ jsm }: Tape, { books, streams }: Manifest): Promise<ImportReport['mismatches']> => {
  const archive = streams.find(({ stream }) => stream === 'BOOKS');
  const found = new Map((await bookStates(jsm, archive ? messagesIn(archive) : 0)).map((state) => [bookName(state), state]));
  return books.flatMap((archived) => {
    const here = found.get(bookName(archived)) ?? null;
    const same = here !== null && here.status === archived.status && here.sequence === archived.sequence && here.digest === archived.digest;
    return same ? [] : [{ book: bookName(archived), archived, found: here }];
  });
};
