import { Argument, type Command, Option } from 'commander';
import { urlOption } from './options/parse-option.js';
import type { Terminal } from './terminal.js';

type AddCommand = (name: string, summary: string) => Command;
type End = (exitCode: number) => void;

/** The commands that prove the tables and build them anew. */
export const addProjectionCommands = (program: Command, command: AddCommand, terminal: Terminal, end: End): void => {
  withStorage(command('verify', 'compare the live tables with the tape, book by book; exit code 1 when one differs')).action(
    async (options) => end(await (await import('./commands/verify.js')).verify(options, terminal)),
  );

  const projections = program.command('projections').description('show where the tables stand, and build them anew beside the live ones');
  const below = (name: string, summary: string) =>
    withStorage(
      projections
        .command(name)
        .description(summary)
        .option('--json', 'print one JSON object as the last line of stdout, and errors as JSON'),
    );

  below('list', 'the live tables, the rebuild, and what was live before').action(async (options) =>
    end(await (await import('./commands/projections/list.js')).listProjections(options, terminal)),
  );

  below('rebuild', 'build all tables from the start of the tape, or go on with that, and show how far it is')
    .option('--detach', 'do not wait until it is ready')
    .action(async (options) => end(await (await import('./commands/projections/rebuild.js')).rebuildProjections(options, terminal)));

  below(
    'compare',
    'compare the rebuild and the live tables with the tape and each other; exit code 1 when a switch would be refused',
  ).action(async (options) => end(await (await import('./commands/projections/compare.js')).compareProjections(options, terminal)));

  below('switch', 'put the rebuild in the place of the live tables, in one transaction')
    .addOption(
      new Option('--accept <objections...>', 'though what only the live tables hold is gone then').choices([
        'other-stream',
        'shorter-history',
      ]),
    )
    .action(async (options) => end(await (await import('./commands/projections/switch.js')).switchProjections(options, terminal)));

  below('drop', 'remove the rebuild, or the tables that were live before a switch')
    .addArgument(new Argument('<tables>', 'which').choices(['rebuild', 'retired']))
    .action(async (tables: string, options) =>
      end(await (await import('./commands/projections/drop.js')).dropProjections(tables, options, terminal)),
    );
};

const withStorage = (command: Command): Command =>
  command.addOption(new Option('--storage-url <url>', 'where storage is, if not on this machine').argParser(urlOption));
