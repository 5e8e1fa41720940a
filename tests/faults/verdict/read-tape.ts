import { BookFact, streamSubjects, tapeHeaders, type StreamName } from '@tickettape/contracts';
import { readForward, type StoredMessage, type Tape } from '@tickettape/jetstream';

/** A message of BOOKS; `fact` is null where it meets no contract. */
export type Told = { position: number; subject: string; fact: BookFact | null };

export const readBooks = async ({ jsm }: Tape): Promise<Told[]> => {
  const told: Told[] = [];
  for await (const message of readForward(jsm, 'BOOKS', streamSubjects.BOOKS[0], 1))
    told.push({ position: message.seq, subject: message.subject, fact: factOf(message) });
  return told;
};

/** Where a buried message came from, as `STREAM:position`. */
export const readDead = async ({ jsm }: Tape): Promise<string[]> => {
  const origins: string[] = [];
  for await (const { header } of readForward(jsm, 'DEAD', streamSubjects.DEAD[0], 1))
    origins.push(`${header.get(tapeHeaders.deadStream)}:${header.get(tapeHeaders.deadSequence)}`);
  return origins;
};

export const lastSequenceOf = async ({ jsm }: Tape, stream: StreamName): Promise<number> => (await jsm.streams.info(stream)).state.last_seq;

const factOf = (message: StoredMessage): BookFact | null => {
  try {
    return BookFact.parse(message.json());
  } catch {
    return null;
  }
};
