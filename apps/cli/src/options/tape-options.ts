import { parseBound, parseSpeed, tapeStreams, type Bound, type Speed, type TapeStream } from '@tickettape/archive/options';
import { InvalidArgumentError } from 'commander';

/** In any case. */
export const streamOption = (text: string): TapeStream => {
  const stream = tapeStreams.find((candidate) => candidate === text.trim().toUpperCase());
  if (stream === undefined) throw new InvalidArgumentError(`Write one of ${tapeStreams.join(', ')}.`);
  return stream;
};

/** `BOOKS,ALERTS`, in any case and with spaces. */
export const streamsOption = (text: string): TapeStream[] => text.split(',').map(streamOption);

export const boundOption = (text: string): Bound => {
  const bound = parseBound(text);
  if (bound === null) throw new InvalidArgumentError('Write a stream sequence, or an instant with its zone such as 2026-11-21T12:00:00Z.');
  return bound;
};

export const replaySpeedOption = (text: string): Speed => {
  const speed = parseSpeed(text);
  if (speed === null) throw new InvalidArgumentError('Write original, instant, or how many times faster, such as 10x.');
  return speed;
};

export const sequenceOption = (text: string): number => {
  if (!/^[1-9]\d{0,15}$/.test(text)) throw new InvalidArgumentError('Write a sequence, as `tape dead list` shows it.');
  return Number(text);
};
