import { type Command, Option } from 'commander';
import { urlOption } from './options/parse-option.js';
import { sinceOption } from './options/since.js';
import type { Terminal } from './terminal.js';

type End = (exitCode: number) => void;

const load = () => import('./commands/watch/watch.js');

/** The commands about what people want to be told. */
export const addWatchCommands = (program: Command, terminal: Terminal, end: End): void => {
  const watch = program
    .command('watch')
    .description('what people want to be told: rules in words, tried on the recorded tape before they are kept');

  withNotifier(withRule(watch.command('add <rule>').description('keep a rule, e.g. "get-in below 95 USD in section 101; tell when over"')))
    .option('--name <name>', 'what it is called; one of the same name is defined anew. The rule unless told')
    .action(async (rule: string, options) => end(await (await load()).addWatch(rule, options, terminal)));

  withNotifier(watch.command('list').description('all watches, what they ask, and whether it holds')).action(async (options) =>
    end(await (await load()).listWatches(options, terminal)),
  );

  for (const [verb, summary] of [
    ['pause', 'judge it no more until it is resumed; also one of the sheet'],
    ['resume', 'judge it again, beginning with the next look'],
    ['remove', 'forget it; one of the sheet goes with its row'],
  ] as const)
    withNotifier(watch.command(`${verb} <id>`).description(summary)).action(async (id: string, options) =>
      end(await (await load()).turnWatch(verb, id, options, terminal)),
    );

  json(
    withRule(
      watch.command('test <rule>').description('run a rule on the recorded tape and list what it would have told; nothing is kept or sent'),
    ),
  )
    .addOption(
      new Option('--since <span>', 'how far back: 30d, 12h, or an instant').argParser(sinceOption).default(sinceOption('30d'), '30d'),
    )
    .action(async (rule: string, options) =>
      end(await (await import('./commands/watch/test-watch.js')).testWatch(rule, options, terminal)),
    );

  json(watch.command('explain <alert>').description('replay exactly the moment of an alert, and show why it was told')).action(
    async (alert: string, options) => end(await (await import('./commands/watch/explain-alert.js')).explainAlert(alert, options, terminal)),
  );
};

const json = (command: Command): Command =>
  command.option('--json', 'print one JSON object as the last line of stdout, and errors as JSON');

const withNotifier = (command: Command): Command =>
  json(command).addOption(new Option('--notifier-url <url>', 'where notifier is, if not on this machine').argParser(urlOption));

const withRule = (command: Command): Command =>
  command
    .requiredOption('--event <id>', 'the event, as its source calls it')
    .option('--source <name>', 'the source', 'stubhub')
    .option('--hold <time>', 'how long it must hold before it is told, e.g. 10m')
    .option('--rearm <time>', 'how long it must not hold before it may be told again; 10m unless told')
    .option('--hysteresis <percent>', 'how far a value must come back, e.g. 3%')
    .option('--tell-over', 'say also when it is over')
    .option('--blind-after <time>', 'how long the source may be blind before that is told, e.g. 15m')
    .option('--severity <severity>', 'low, normal or high')
    .option('--to <people>', 'ids of people, separated by commas')
    .option('--channels <names>', 'channels of the operator, separated by commas');
