import { type Command, Option } from 'commander';
import type { Terminal } from './terminal.js';
import { countOption, instantOption, urlOption } from './options/parse-option.js';

type AddCommand = (name: string, summary: string) => Command;

/** The commands that show and steer how sources are asked. */
export const addSourceCommands = (program: Command, command: AddCommand, terminal: Terminal, end: (exitCode: number) => void): void => {
  withCollector(command('schedule', 'show which event is looked at when and why then, and how the budget of every host stands'))
    .addOption(new Option('--limit <n>', 'the next sweeps only').argParser(countOption).default(20))
    .action(async (options) => end(await (await import('./commands/schedule.js')).schedule(options, terminal)));

  command('patterns', 'show when books change, by hour of the week and by time left, with the size of the sample')
    .addOption(new Option('--storage-url <url>', 'where storage is, if not on this machine').argParser(urlOption))
    .option('--source <name>', 'only of this source')
    .option('--learn', 'learn anew at once, from what the tables hold')
    .action(async (options) => end(await (await import('./commands/patterns.js')).patterns(options, terminal)));

  withCollector(command('requests', 'show the ledger: who asked which host when, with which result'))
    .addOption(new Option('--last <n>', 'the newest requests').argParser(countOption).default(20))
    .option('--event-id <id>', 'only of this event')
    .option('--source <name>', 'only to this source')
    .option('--result <result>', 'only those that ended like this, e.g. throttled')
    .action(async (options) => end(await (await import('./commands/requests.js')).requests(options, terminal)));

  withCollector(
    command('reparse', 'read the answers that were kept with the present mapper and show what it reads otherwise; publishes nothing'),
  )
    .option('--event-id <id>', 'only of this event')
    .option('--source <name>', 'only of this source')
    .addOption(new Option('--since <instant>', 'only those from then on').argParser(instantOption))
    .action(async (options) => end(await (await import('./commands/reparse.js')).reparse(options, terminal)));

  const source = program.command('source').description('show, pause and resume sources');
  withCollector(source.command('list').description('show the sources, whether they are paused, and the kinds of sources there are'))
    .option('--json', 'print one JSON object as the last line of stdout, and errors as JSON')
    .action(async (options) => end(await (await import('./commands/source-list.js')).listSources(options, terminal)));
  withCollector(
    source.command('token <name>').description('show whether a source has the captcha token it needs, or bring one that a person got'),
  )
    .option('--link', 'a new one-time link to the page on which a person solves the captcha')
    .option('--supply', 'take a token from stdin')
    .option('--forget', 'use the token no more')
    .option('--json', 'print one JSON object as the last line of stdout, and errors as JSON')
    .action(async (name: string, options) =>
      end(await (await import('./commands/source-token.js')).sourceToken(name, options, terminal, process.stdin)),
    );
  for (const [verb, summary] of [
    ['try', 'look once at one event of a file of sources: what is read, what is not, and what would be recorded; records nothing'],
    ['check', 'read an answer that was saved to a file, without asking anybody'],
  ] as const) {
    const command = source
      .command(`${verb} <config>`)
      .description(summary)
      .requiredOption('--event <id>', 'the id of the event, as the sheet has it')
      .option('--source <name>', 'which source, where the file has several')
      .addOption(new Option('--limit <n>', 'listings shown at most').argParser(countOption).default(20))
      .option('--json', 'print one JSON object as the last line of stdout, and errors as JSON');
    if (verb === 'check') command.requiredOption('--fixture <file>', 'the answer that was saved');
    command.action(async (config: string, options) =>
      end(await (await import('./commands/source-try.js')).trySource(config, options, terminal)),
    );
  }
  for (const [verb, summary] of [
    ['pause', 'make no request until it is resumed'],
    ['resume', 'make requests again; every event is looked at soon'],
  ] as const) {
    withCollector(source.command(`${verb} [name]`).description(summary))
      .option('--all', 'the switch of all sources')
      .option('--json', 'print one JSON object as the last line of stdout, and errors as JSON')
      .action(async (name: string | undefined, options) =>
        end(await (await import('./commands/source.js')).switchSource(verb, name, options, terminal)),
      );
  }
};

const withCollector = (command: Command): Command =>
  command.addOption(new Option('--collector-url <url>', 'where collector is, if not on this machine').argParser(urlOption));
