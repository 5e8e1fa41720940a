import { resolve } from 'node:path';
import { importTape, type ImportReport } from '@tickettape/archive';
import { formatCount } from '../format/amount.js';
import { progressTo } from '../output/progress.js';
import { table } from '../output/table.js';
import { messagesPerSecond, workProgressTo } from '../output/work-progress.js';
import { interruptible } from '../run/interruptible.js';
import { Interrupted } from '../run/interruption.js';
import { withTape } from '../services/open-tape.js';
import { printJson, printText, type CommonOptions, type Terminal } from '../terminal.js';
import { seconds } from './export.js';

export type ImportOptions = CommonOptions & { from: string };

/** Fills an empty tape from an archive. The exit code is 1 when a book does not come out as the archive says. */
export const importArchive = async ({ from, json = false }: ImportOptions, terminal: Terminal): Promise<number> => {
  const archive = resolve(terminal.folder, from);
  const progress = progressTo(terminal.stderr);
  const startedAtMs = performance.now();
  progress('checking the archive');
  const settings = { archive, onProgress: workProgressTo(progress) };
  const work = (signal: AbortSignal) => withTape('import', terminal, (tape) => importTape(tape, { ...settings, signal }));
  const report = await interruptible(work).catch((error: unknown) => {
    if (error instanceof Interrupted) progress('stopped; the same command goes on');
    throw error;
  });
  const durationSeconds = seconds(performance.now() - startedAtMs);
  if (json) printJson(terminal, { ...report, durationSeconds });
  else printText(terminal, describeImport(report, durationSeconds));
  return report.mismatches.length === 0 ? 0 : 1;
};

const describeImport = ({ streams, books, mismatches }: ImportReport, durationSeconds: number): string => {
  const stored = streams.reduce((sum, { messages, storedBefore }) => sum + messages - storedBefore, 0);
  return [
    table(
      ['Stream', 'Messages', 'Stored before'],
      streams.map(({ stream, messages, storedBefore }) => [stream, formatCount(messages), formatCount(storedBefore)]),
    ),
    '',
    `${durationSeconds} s, ${formatCount(messagesPerSecond(stored, durationSeconds * 1_000))} messages/s`,
    mismatches.length === 0
      ? `All ${formatCount(books)} books stand where the archive says. storage projects them by itself from here.`
      : `${mismatches.length} of ${books} books do not stand where the archive says: ${mismatches.map(({ book }) => book).join(', ')}`,
    ...streams.flatMap(describeMoved),
  ].join('\n');
};

const describeMoved = ({ stream, firstMoved }: ImportReport['streams'][number]): string[] => {
  if (firstMoved === null) return [];
  const alerts =
    stream === 'BOOKS' ? ' Positions in the evidence of older alerts are those of the original; the header Tape-Imported finds them.' : '';
  return [`${stream} had holes: from ${formatCount(firstMoved)} on its sequences are others here.${alerts}`];
};
