import { formatSpeed, replayTape, type Bound, type ReplaySummary, type Speed, type TapeStream } from '@tickettape/archive';
import { formatCount } from '../format/amount.js';
import { progressTo } from '../output/progress.js';
import { workProgressTo } from '../output/work-progress.js';
import { interruptible } from '../run/interruptible.js';
import { withTape } from '../services/open-tape.js';
import { printJson, printText, type CommonOptions, type Terminal } from '../terminal.js';
import { seconds } from './export.js';

export type ReplayOptions = CommonOptions & {
  stream: TapeStream;
  from?: Bound;
  to?: Bound;
  subject?: string;
  speed: Speed;
  toSubject: string;
};

/** Sends stored messages again beside the tape. Ctrl-C ends it, and what was sent until then is told. */
export const replay = async ({ json = false, toSubject: target, ...part }: ReplayOptions, terminal: Terminal): Promise<number> => {
  const progress = progressTo(terminal.stderr);
  const startedAtMs = performance.now();
  const settings = { ...part, target, onProgress: workProgressTo(progress) };
  progress(`replaying ${part.stream} to ${target}, ${formatSpeed(part.speed)}; Ctrl-C ends it`);
  const summary = await interruptible((signal) => withTape('replay', terminal, (tape) => replayTape(tape, { ...settings, signal })));
  const durationSeconds = seconds(performance.now() - startedAtMs);
  const { stream, speed } = part;
  if (json) printJson(terminal, { stream, target, speed: formatSpeed(speed), ...summary, durationSeconds });
  else printText(terminal, describeReplay(stream, summary, durationSeconds));
  return 0;
};

const describeReplay = (
  stream: TapeStream,
  { fromSequence, toSequence, messages, finished }: ReplaySummary,
  durationSeconds: number,
): string => {
  const sent = `Sent ${formatCount(messages)} messages of ${stream} ${fromSequence} to ${toSequence} in ${durationSeconds} s`;
  return finished ? sent : `${sent}; ended before the end`;
};
