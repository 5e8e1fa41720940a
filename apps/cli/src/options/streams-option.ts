import type { TapeStream } from '@tickettape/archive';
import { InvalidArgumentError } from 'commander';

/** Written down here too, since help must not wait for the code behind it; a spec compares the two. */
export const exportedStreams = ['CATALOG', 'WATCHES', 'BOOKS', 'ALERTS'] as const satisfies readonly TapeStream[];

/** `BOOKS,ALERTS`, in any case and with spaces. */
export const streamsOption = (text: string): TapeStream[] =>
  text.split(',').map((name) => {
    const stream = exportedStreams.find((candidate) => candidate === name.trim().toUpperCase());
    if (stream === undefined) throw new InvalidArgumentError(`Write names out of ${exportedStreams.join(',')}, with commas between them.`);
    return stream;
  });
