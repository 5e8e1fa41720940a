import { TestResults } from '@tickettape/admin-answers';
import { AppError } from '@tickettape/errors';
import { z } from 'zod';
import { table } from '../../output/table.js';
import type { AddressOptions } from '../../services/addresses.js';
import { notifierClient } from '../../services/notifier-client.js';
import { printJson, printText, type CommonOptions, type Terminal } from '../../terminal.js';
import { wishesOf, type WishOptions } from './wishes.js';

type Options = CommonOptions & AddressOptions;

const Address = z.looseObject({ channel: z.string(), inactive: z.object({ since: z.string(), why: z.string() }).optional() });
const Person = z.looseObject({
  recipient: z.string(),
  name: z.string(),
  timeZone: z.string(),
  addresses: z.array(Address),
  quietHours: z.object({ from: z.string(), to: z.string() }).optional(),
  digest: z.object({ every: z.enum(['hour', 'day']), at: z.string().optional() }).optional(),
  maxPerHour: z.number().optional(),
  mutedUntil: z.string().optional(),
});
type Person = z.output<typeof Person>;

const path = (recipient: string, rest = ''): string => `/admin/people/${encodeURIComponent(recipient)}${rest}`;

export const addPerson = async (options: Options & WishOptions, terminal: Terminal): Promise<number> => {
  const body = wishesOf(options);
  if (!('addresses' in body))
    throw new AppError('CONFIG_INVALID', {
      detail: 'no way to reach them',
      fix: 'Give at least one of --telegram, --email, --slack, --discord, --ntfy, --webhook',
    });
  const person = await (await notifierClient(options, terminal)).post(Person, '/admin/people', body);
  if (options.json) printJson(terminal, person);
  else
    printText(
      terminal,
      `${person.name} is ${person.recipient}: write this id as a recipient of a watch. tape people test ${person.recipient} tries it.`,
    );
  return 0;
};

export const changePerson = async (recipient: string, options: Options & WishOptions, terminal: Terminal): Promise<number> => {
  const body = wishesOf(options);
  if (Object.keys(body).length === 0)
    throw new AppError('CONFIG_INVALID', { detail: 'nothing to change', fix: 'tape people set --help says what can be given' });
  const person = await (await notifierClient(options, terminal)).patch(Person, path(recipient), body);
  return show(person, options, terminal);
};

export const listPeople = async (options: Options, terminal: Terminal): Promise<number> => {
  const { people } = await (await notifierClient(options, terminal)).get(z.object({ people: z.array(Person) }), '/admin/people');
  if (options.json) printJson(terminal, { people });
  else
    printText(
      terminal,
      people.length === 0 ? 'Nobody: only the channels in the environment of the notifier are told' : peopleTable(people),
    );
  return 0;
};

/** Everything that is kept, as one JSON document. */
export const exportPerson = async (recipient: string, options: Options, terminal: Terminal): Promise<number> => {
  const kept = await (await notifierClient(options, terminal)).get(z.unknown(), path(recipient, '/export'));
  if (options.json) printJson(terminal, kept);
  else printText(terminal, JSON.stringify(kept, null, 2));
  return 0;
};

export const erasePerson = async (recipient: string, options: Options & { yes?: boolean }, terminal: Terminal): Promise<number> => {
  if (!options.yes)
    throw new AppError('CONFIG_INVALID', { detail: `this erases ${recipient} for good`, fix: `Say tape people erase ${recipient} --yes` });
  const erased = await (
    await notifierClient(options, terminal)
  ).delete(z.object({ recipient: z.string(), erased: z.boolean() }), path(recipient));
  if (options.json) printJson(terminal, erased);
  else printText(terminal, `${recipient} is erased; the tape keeps the id, which says nothing any more`);
  return 0;
};

/** The exit code is 1 when a channel did not take the message. */
export const testPerson = async (recipient: string, options: Options, terminal: Terminal): Promise<number> => {
  const { results } = await (await notifierClient(options, terminal)).post(TestResults, path(recipient, '/test'));
  if (options.json) printJson(terminal, { results });
  else
    printText(
      terminal,
      table(
        ['Channel', 'Outcome', ''],
        results.map(({ channel, outcome, code }) => [channel, outcome, code ?? '']),
      ),
    );
  return results.every(({ outcome }) => outcome === 'sent') ? 0 : 1;
};

export const mutePerson = async (
  recipient: string,
  forMs: number | null,
  options: Options & { watch?: string },
  terminal: Terminal,
): Promise<number> => {
  const until = forMs === null ? null : new Date(Date.now() + forMs).toISOString();
  const body = { until, ...(options.watch !== undefined && { watchId: options.watch }) };
  const person = await (await notifierClient(options, terminal)).post(Person, path(recipient, '/mute'), body);
  return show(person, options, terminal);
};

const show = (person: Person, options: Options, terminal: Terminal): number => {
  if (options.json) printJson(terminal, person);
  else printText(terminal, peopleTable([person]));
  return 0;
};

const peopleTable = (people: readonly Person[]): string =>
  table(
    ['Id', 'Name', 'Channels', 'Time zone', 'Quiet', 'Digest', 'Cap', 'Muted until'],
    people.map(({ recipient, name, addresses, timeZone, quietHours, digest, maxPerHour, mutedUntil }) => [
      recipient,
      name,
      addresses.map(({ channel, inactive }) => (inactive ? `${channel} (given up: ${inactive.why})` : channel)).join(', '),
      timeZone,
      quietHours ? `${quietHours.from}-${quietHours.to}` : '',
      digest ? (digest.every === 'hour' ? 'hourly' : `daily ${digest.at}`) : '',
      maxPerHour ?? '',
      mutedUntil && Date.parse(mutedUntil) > Date.now() ? mutedUntil : '',
    ]),
  );
