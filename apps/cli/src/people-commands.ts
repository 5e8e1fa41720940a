import { type Command, Option } from 'commander';
import { durationOption, urlOption } from './options/parse-option.js';
import type { Terminal } from './terminal.js';

type End = (exitCode: number) => void;

/** The commands about who is told, how, and what became of it. */
export const addPeopleCommands = (program: Command, terminal: Terminal, end: End): void => {
  addPeople(program, terminal, end);
  const channel = program.command('channel').description('try the channels in the environment of the notifier');
  common(channel.command('test <name>').description('send the operator a test message')).action(async (name: string, options) =>
    end(await (await import('./commands/channel.js')).testChannel(name, options, terminal)),
  );
  const deliveries = program.command('deliveries').description('messages that could not be delivered');
  common(deliveries.command('failed').description('list messages of the last days that failed, newest first')).action(async (options) =>
    end(await (await import('./commands/deliveries.js')).listFailed(options, terminal)),
  );
  common(deliveries.command('redrive [key]').description('send one again by the channels by which it failed'))
    .option('--all', 'every one that failed')
    .action(async (key: string | undefined, options) =>
      end(await (await import('./commands/deliveries.js')).redriveFailed(key, options, terminal)),
    );
};

const addPeople = (program: Command, terminal: Terminal, end: End): void => {
  const people = program.command('people').description('who is told, how, and when not');
  const load = () => import('./commands/people/people.js');

  const add = people.command('add').description('add a person and print the id that watches name');
  withWishes(common(add.requiredOption('--name <name>', 'what they are called, always needed; it never leaves the notifier'))).action(
    async (options) => end(await (await load()).addPerson(options, terminal)),
  );

  withWishes(common(people.command('set <id>').description('change what is said; the rest stays, and none takes a wish back')))
    .option('--name <name>', 'what they are called')
    .action(async (id: string, options) => end(await (await load()).changePerson(id, options, terminal)));

  common(people.command('list').description('show everybody')).action(async (options) =>
    end(await (await load()).listPeople(options, terminal)),
  );

  common(people.command('export <id>').description('print everything that is kept about a person, as JSON')).action(
    async (id: string, options) => end(await (await load()).exportPerson(id, options, terminal)),
  );

  common(people.command('erase <id>').description('erase a person for good'))
    .option('--yes', 'really')
    .action(async (id: string, options) => end(await (await load()).erasePerson(id, options, terminal)));

  common(people.command('test <id>').description('send a test message by each channel; exit code 1 when one fails')).action(
    async (id: string, options) => end(await (await load()).testPerson(id, options, terminal)),
  );

  common(people.command('mute <id>').description('tell a person nothing for a time'))
    .addOption(new Option('--for <duration>', 'how long, e.g. 2h').argParser(durationOption).default(8 * 3_600_000, '8h'))
    .option('--watch <id>', 'only of this watch')
    .action(async (id: string, options) => end(await (await load()).mutePerson(id, options.for as number, options, terminal)));

  common(people.command('unmute <id>').description('tell them again'))
    .option('--watch <id>', 'only of this watch')
    .action(async (id: string, options) => end(await (await load()).mutePerson(id, null, options, terminal)));
};

const common = (command: Command): Command =>
  command
    .option('--json', 'print one JSON object as the last line of stdout, and errors as JSON')
    .addOption(new Option('--notifier-url <url>', 'where notifier is, if not on this machine').argParser(urlOption));

const withWishes = (command: Command): Command =>
  command
    .option('--telegram <chat>', 'chat id; the person gets it by /start at the bot')
    .option('--email <address>', 'e-mail address')
    .option('--slack <url>', 'incoming webhook')
    .option('--discord <url>', 'webhook')
    .option('--ntfy <url>', 'topic, e.g. https://ntfy.sh/a-name-nobody-guesses')
    .option('--ntfy-token <token>', 'access token of that topic')
    .option('--webhook <url>', 'gets signed JSON')
    .option('--webhook-secret <secret>', 'key of its signature, at least 16 characters')
    .option('--locale <tag>', 'how dates are written, e.g. de-DE')
    .option('--time-zone <zone>', 'IANA, e.g. Europe/Berlin')
    .option('--quiet <hours>', 'local, e.g. 22:00-07:00; high alerts come all the same, /normal behind it lets normal ones through')
    .option('--digest <when>', 'hourly or daily@08:00; high alerts come at once')
    .option('--cooldown <duration>', 'between two alerts of one watch, e.g. 30m')
    .option('--cap <n>', 'messages in any hour')
    .option('--escalate <rule>', 'where a high alert is not acknowledged: 10m to be told again, 10m:<id> for somebody else')
    .option('--solves <sources>', 'sources whose captchas they are asked to solve, e.g. munich');
