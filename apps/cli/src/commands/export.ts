import { resolve } from 'node:path';
import { exportTape, exportToTar, messagesIn, verifyArchive, type Manifest, type TapeStream } from '@tickettape/archive';
import { formatCount } from '../format/amount.js';
import { formatBytes } from '../format/bytes.js';
import { progressTo } from '../output/progress.js';
import { messagesPerSecond, workProgressTo } from '../output/work-progress.js';
import { interruptible } from '../run/interruptible.js';
import { Interrupted } from '../run/interruption.js';
import { withTape } from '../services/open-tape.js';
import { printJson, printText, type CommonOptions, type Terminal } from '../terminal.js';
import { version } from '../version.js';

export type ExportOptions = CommonOptions & { to: string; streams?: TapeStream[]; resume?: boolean };
export type VerifyOptions = CommonOptions & { verify: string };

/** Copies the tape into a folder, or into one file whose name ends in `.tar`. Ctrl-C leaves what is in whole segments, and `--resume` goes on from there. */
export const exportArchive = async ({ to, streams, resume = false, json = false }: ExportOptions, terminal: Terminal): Promise<number> => {
  const place = resolve(terminal.folder, to);
  const progress = progressTo(terminal.stderr);
  const startedAtMs = performance.now();
  const settings = { resume, version, onProgress: workProgressTo(progress), ...(streams && { streams }) };
  const work = (signal: AbortSignal) =>
    withTape('export', terminal, (tape) =>
      place.endsWith('.tar') ? exportToTar(tape, place, { ...settings, signal }) : exportTape(tape, { ...settings, folder: place, signal }),
    );
  const manifest = await interruptible(work).catch((error: unknown) => {
    if (error instanceof Interrupted) progress(`stopped; \`tape export --to ${to} --resume\` goes on`);
    throw error;
  });
  const summary = { archive: place, ...summaryOf(manifest), durationSeconds: seconds(performance.now() - startedAtMs) };
  if (json) printJson(terminal, summary);
  else printText(terminal, describeExport(summary));
  return 0;
};

/** Checks an archive without a server. */
export const verifyExport = async ({ verify, json = false }: VerifyOptions, terminal: Terminal): Promise<number> => {
  const archive = resolve(terminal.folder, verify);
  const tell = workProgressTo(progressTo(terminal.stderr));
  const startedAtMs = performance.now();
  const onProgress = (messages: number, total: number) => tell({ step: 'checked', messages, total });
  const verified = await interruptible((signal) => verifyArchive(archive, onProgress, signal));
  const durationMs = performance.now() - startedAtMs;
  if (json) printJson(terminal, { archive, intact: true, ...verified, durationSeconds: seconds(durationMs) });
  else printText(terminal, `${archive} is intact: ${formatCount(verified.messages)} messages in ${verified.segments} segments`);
  return 0;
};

export const seconds = (ms: number): number => Math.round(ms / 10) / 100;

const summaryOf = ({ streams, books }: Manifest) => {
  const segments = streams.flatMap((archive) => archive.segments);
  const sum = (part: 'messages' | 'bytes' | 'compressedBytes') => segments.reduce((total, segment) => total + segment[part], 0);
  return {
    streams: Object.fromEntries(streams.map((archive) => [archive.stream, messagesIn(archive)])),
    messages: sum('messages'),
    segments: segments.length,
    bytes: sum('bytes'),
    compressedBytes: sum('compressedBytes'),
    books: books.length,
  };
};

type ExportSummary = ReturnType<typeof summaryOf> & { archive: string; durationSeconds: number };

const describeExport = ({ archive, streams, messages, segments, bytes, compressedBytes, books, durationSeconds }: ExportSummary): string =>
  [
    `${archive} holds ${formatCount(messages)} messages in ${formatCount(segments)} segments, ${formatBytes(compressedBytes)} (${formatBytes(bytes)} unpacked), and where ${formatCount(books)} books stand`,
    Object.entries(streams)
      .map(([stream, count]) => `${stream} ${formatCount(count)}`)
      .join(', '),
    `${durationSeconds} s, ${formatCount(messagesPerSecond(messages, durationSeconds * 1_000))} messages/s`,
  ].join('\n');
