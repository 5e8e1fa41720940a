import { AlertStreamFact, BookFact, CatalogFact, SweepDue, WatchFact, type StreamName } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import type { z } from 'zod';
import type { Tape } from './connect.js';
import { removeDeadLetter, type DeadLetter } from './dead-letters.js';
import { parseMessage } from './parse.js';

/**
 * What can be done about a dead letter. `send`: a command that meets its contract goes to its subject again. `on-tape`: a fact that meets its
 * contract by now; it still lies on its stream, so it is never stored a second time, and whoever builds on the stream from its beginning will take
 * it. `still-invalid`: it would be buried again. `gone`: its stream does not hold it any more.
 */
export type Verdict = { kind: 'send' | 'on-tape' | 'still-invalid' | 'gone'; detail: string };

/** What must be known of the message that lies where the dead letter came from; null where there is none. */
export type Original = { subject: string; data: Uint8Array } | null;

const contracts: Partial<Record<StreamName, z.ZodType>> = {
  CATALOG: CatalogFact,
  BOOKS: BookFact,
  WATCHES: WatchFact,
  ALERTS: AlertStreamFact,
  SWEEPS: SweepDue,
};

/** Commands leave their stream when they are buried; facts stay. */
export const verdictOf = (letter: DeadLetter, original: Original): Verdict => {
  const { origin } = letter;
  if (origin === null) return { kind: 'gone', detail: 'nothing tells where it came from' };
  const invalid = reasonAgainst(letter, origin);
  if (origin.stream === 'SWEEPS') return invalid ?? verdictOfCommand(origin.subject);
  if (original === null || original.subject !== origin.subject || Buffer.compare(original.data, letter.body) !== 0)
    return { kind: 'gone', detail: `${origin.stream} holds another message, or none, at ${origin.sequence}` };
  return (
    invalid ?? {
      kind: 'on-tape',
      detail: `it is valid by now, and still message ${origin.sequence} of ${origin.stream}; ${whatFollows(letter)}`,
    }
  );
};

const reasonAgainst = ({ body }: DeadLetter, { stream, subject }: NonNullable<DeadLetter['origin']>): Verdict | null => {
  const contract = contracts[stream];
  if (!contract) return { kind: 'gone', detail: `messages of ${stream} are not handled` };
  try {
    parseMessage(contract, { subject, json: () => JSON.parse(new TextDecoder().decode(body)) as unknown });
    return null;
  } catch (error) {
    return { kind: 'still-invalid', detail: error instanceof Error ? error.message : String(error) };
  }
};

/** A schedule without its time would be due at once. */
const verdictOfCommand = (subject: string): Verdict =>
  subject.startsWith('sweep.due')
    ? { kind: 'send', detail: `it goes to ${subject} again` }
    : { kind: 'gone', detail: 'only what is due can be sent again; the collector plans the rest anew' };

const whatFollows = ({ service }: DeadLetter): string =>
  service === 'storage'
    ? 'its rows come with `tape projections rebuild` and `switch`; until then the table gaps tells of it'
    : `${service} folds its stream and needs nothing, and nobody is told of old news`;

/** Looks at the message a dead letter came from. Throws NATS_UNAVAILABLE. */
export const judgeDeadLetter = async ({ jsm }: Tape, letter: DeadLetter): Promise<Verdict> => {
  const { origin } = letter;
  if (origin === null || origin.stream === 'SWEEPS') return verdictOf(letter, null);
  const original = await jsm.direct.getMessage(origin.stream, { seq: origin.sequence }).catch((cause: unknown) => {
    throw new AppError('NATS_UNAVAILABLE', { cause, detail: origin.stream });
  });
  return verdictOf(letter, original);
};

/** Does what can be done: a command is sent again, once, and leaves DEAD; anything else stays where it is. */
export const redrive = async (tape: Tape, letter: DeadLetter): Promise<Verdict> => {
  const verdict = await judgeDeadLetter(tape, letter);
  if (verdict.kind !== 'send') return verdict;
  await tape.js.publish(letter.origin!.subject, letter.body, { msgID: `redrive:${letter.sequence}:${letter.buriedAt.getTime()}` });
  await removeDeadLetter(tape.jsm, letter);
  return verdict;
};
