import { AppError } from '@tickettape/errors';
import { judgeDeadLetter, readDeadLetter, readDeadLetters, redrive, type DeadLetter, type Tape, type Verdict } from '@tickettape/jetstream';
import { formatAge, unknown } from '../format/span.js';
import { table } from '../output/table.js';
import { withTape } from '../services/open-tape.js';
import { printJson, printText, type CommonOptions, type Terminal } from '../terminal.js';

export type RedriveOptions = CommonOptions & { all?: boolean };

/** Lists what could not be handled, oldest first. */
export const deadList = async ({ json = false }: CommonOptions, terminal: Terminal): Promise<number> => {
  const letters = await withTape('dead', terminal, ({ jsm }) => Array.fromAsync(readDeadLetters(jsm)));
  if (json) printJson(terminal, { dead: letters.map(summaryOf) });
  else printText(terminal, letters.length === 0 ? 'Nothing is dead' : describeLetters(letters));
  return 0;
};

/** Shows one with its headers, its body and what a redrive would do. */
export const deadShow = async (sequence: number, { json = false }: CommonOptions, terminal: Terminal): Promise<number> =>
  withTape('dead', terminal, async (tape) => {
    const letter = await find(tape, sequence);
    const shown = { ...summaryOf(letter), headers: letter.headers, ...bodyOf(letter), redrive: await judgeDeadLetter(tape, letter) };
    if (json) printJson(terminal, shown);
    else printText(terminal, describeLetter(letter, shown.redrive));
    return 0;
  });

/** Does what can be done about some, or about all. The exit code is 1 when something is still invalid or gone. */
export const deadRedrive = async (
  sequences: readonly number[],
  { all = false, json = false }: RedriveOptions,
  terminal: Terminal,
): Promise<number> => {
  if (all === sequences.length > 0)
    throw new AppError('CONFIG_INVALID', { detail: 'which ones?', fix: 'Say tape dead redrive <sequence>…, or tape dead redrive --all' });
  const results = await withTape('dead', terminal, async (tape) => {
    const letters = all
      ? await Array.fromAsync(readDeadLetters(tape.jsm))
      : await Promise.all(sequences.map((sequence) => find(tape, sequence)));
    const done: (Verdict & { sequence: number })[] = [];
    for (const letter of letters) done.push({ sequence: letter.sequence, ...(await redrive(tape, letter)) });
    return done;
  });
  if (json) printJson(terminal, { results });
  else printText(terminal, describeResults(results));
  return results.every(({ kind }) => kind === 'send' || kind === 'on-tape') ? 0 : 1;
};

const find = async ({ jsm }: Tape, sequence: number): Promise<DeadLetter> => {
  const letter = await readDeadLetter(jsm, sequence);
  if (letter === null)
    throw new AppError('NOT_FOUND', { detail: `DEAD has no message ${sequence}`, fix: 'tape dead list shows what there is' });
  return letter;
};

const summaryOf = ({ sequence, buriedAt, service, consumer, origin, reason }: DeadLetter) => ({
  sequence,
  buriedAt,
  service,
  consumer,
  origin,
  reason,
});

const bodyOf = ({ body }: DeadLetter): { text: string } | { base64: string } => {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(body) };
  } catch {
    return { base64: Buffer.from(body).toString('base64') };
  }
};

const placeOf = ({ origin }: DeadLetter): string => (origin === null ? unknown : `${origin.stream} ${origin.sequence}`);

const longestReason = 100;

const describeLetters = (letters: readonly DeadLetter[]): string =>
  table(
    ['Seq', 'Age', 'Service', 'Consumer', 'From', 'Subject', 'Reason'],
    letters.map((letter) => [
      letter.sequence,
      formatAge(letter.buriedAt.toISOString(), Date.now()),
      letter.service,
      letter.consumer,
      placeOf(letter),
      letter.origin?.subject ?? unknown,
      letter.reason.length > longestReason ? `${letter.reason.slice(0, longestReason)}…` : letter.reason,
    ]),
  );

const describeLetter = (letter: DeadLetter, verdict: Verdict): string => {
  const body = bodyOf(letter);
  return [
    `DEAD ${letter.sequence}, since ${letter.buriedAt.toISOString()}: ${letter.service} could not handle ${placeOf(letter)} (${letter.consumer})`,
    `subject: ${letter.origin?.subject ?? unknown}`,
    `reason: ${letter.reason}`,
    `redrive: ${describeVerdict(verdict)}`,
    ...Object.entries(letter.headers).flatMap(([name, values]) => values.map((value) => `${name}: ${value}`)),
    '',
    'text' in body ? body.text : `${body.base64} (base64)`,
  ].join('\n');
};

const describeResults = (results: readonly (Verdict & { sequence: number })[]): string =>
  results.length === 0
    ? 'Nothing is dead'
    : table(
        ['Seq', 'Outcome', ''],
        results.map(({ sequence, kind, detail }) => [sequence, outcomeOf(kind), detail]),
      );

const outcomeOf = (kind: Verdict['kind']): string =>
  ({ send: 'sent again, taken out of DEAD', 'on-tape': 'valid by now', 'still-invalid': 'still invalid', gone: 'gone' })[kind];

const describeVerdict = ({ kind, detail }: Verdict): string => `${kind}: ${detail}`;
