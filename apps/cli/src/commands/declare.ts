import { declareTape } from '@tickettape/jetstream';
import { withTape } from '../services/open-tape.js';
import { printJson, printText, type CommonOptions, type Terminal } from '../terminal.js';

export type DeclareOptions = CommonOptions & { replicas: number };

/** Makes the streams, consumers and buckets at NATS_URL, or brings them to their shape; what they hold stays. */
export const declare = async ({ replicas, json = false }: DeclareOptions, terminal: Terminal): Promise<number> => {
  const declared = await withTape('declare', terminal, (tape) => declareTape(tape, replicas));
  if (json) printJson(terminal, declared);
  else printText(terminal, describe(declared));
  return 0;
};

const describe = ({ streams, consumers, buckets, replicas }: Awaited<ReturnType<typeof declareTape>>): string =>
  [
    `streams    ${streams.join(', ')}`,
    `consumers  ${consumers.join(', ')}`,
    `buckets    ${buckets.join(', ')}`,
    `All are as declared, with ${replicas} ${replicas === 1 ? 'copy' : 'copies'} of each message`,
  ].join('\n');
