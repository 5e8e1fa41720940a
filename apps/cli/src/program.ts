import { Command, Option } from 'commander';
import { durationOption, seedOption, speedOption, urlOption } from './options/parse-option.js';
import { addPeopleCommands } from './people-commands.js';
import { addProjectionCommands } from './projection-commands.js';
import { addSourceCommands } from './source-commands.js';
import { addTapeCommands } from './tape-commands.js';
import type { Terminal } from './terminal.js';
import { addWatchCommands } from './watch-commands.js';

/** Simulated seconds per real second: a day in two minutes. */
const defaultSpeed = 720;

/** The command line; each action loads its code only when it is chosen, and `end` gets its exit code. */
export const buildProgram = (terminal: Terminal, end: (exitCode: number) => void): Command => {
  const program = new Command('tape')
    .description('Watches the resale markets of the events in a sheet, and keeps every change of them as a replayable tape.')
    .version('0.1.0')
    .exitOverride()
    .configureOutput({ writeOut: (text) => terminal.stdout.write(text), writeErr: (text) => terminal.stderr.write(text) })
    .showHelpAfterError('(--help says what can be given)')
    .addHelpText('after', exitCodes);

  const command = (name: string, summary: string) =>
    program.command(name).description(summary).option('--json', 'print one JSON object as the last line of stdout, and errors as JSON');

  withMarket(command('run', 'start the servers, the simulator and all services on this machine, and show what happens'))
    .addOption(new Option('--for <duration>', 'stop after this time, e.g. 45s or 5m').argParser(durationOption))
    .addOption(new Option('--ui <kind>', 'the live dashboard, or log lines').choices(['auto', 'tui', 'none']).default('auto'))
    .option('--fresh', 'forget what earlier runs stored on this machine')
    .action(async (options) => end(await (await import('./commands/run.js')).run(options, terminal)));

  withServices(command('dashboard', 'show the live dashboard of a system that runs')).action(async (options) =>
    end(await (await import('./commands/dashboard.js')).dashboard(options, terminal)),
  );

  withServices(command('status', 'ask every service how it does; exit code 1 when something is not healthy')).action(async (options) =>
    end(await (await import('./commands/status.js')).status(options, terminal)),
  );

  command('init-db', 'create or migrate the tables in DATABASE_URL, or in the local database').action(async (options) =>
    end(await (await import('./commands/init-db.js')).initDb(options, terminal)),
  );

  withMarket(withServices(command('sync-events', 'read the sheet now')), 'where nothing runs').action(async (options) =>
    end(await (await import('./commands/sync-events.js')).syncEvents(options, terminal)),
  );

  withMarket(withServices(command('scrape', 'look at the market of every tracked event now, or of one')), 'where nothing runs')
    .option('--event-id <id>', 'only this event')
    .option('--source <name>', 'the source of --event-id', 'stubhub')
    .action(async (options) => end(await (await import('./commands/scrape.js')).scrape(options, terminal)));

  addSourceCommands(program, command, terminal, end);
  addTapeCommands(program, command, terminal, end);
  addProjectionCommands(program, command, terminal, end);
  addPeopleCommands(program, terminal, end);
  addWatchCommands(program, terminal, end);

  return program;
};

const withMarket = (command: Command, when?: string): Command => {
  const note = when === undefined ? '' : `, ${when}`;
  return command
    .addOption(new Option('--sheet <place>', `CSV file, CSV export address or Google sheet id${note}`).env('SHEET'))
    .addOption(
      new Option('--source-url <url>', `marketplace to look at instead of the simulator${note}`).env('SOURCE_URL').argParser(urlOption),
    )
    .addOption(new Option('--sources <file>', `YAML file of further sources${note}`).env('SOURCES_FILE'))
    .addOption(new Option('--speed <n>', `simulated seconds per real second${note}`).argParser(speedOption).default(defaultSpeed))
    .addOption(new Option('--seed <n>', `seed of the simulator${note}`).argParser(seedOption));
};

const withServices = (command: Command): Command => {
  for (const name of ['sheet-sync', 'collector', 'storage', 'notifier'])
    command.addOption(new Option(`--${name}-url <url>`, `where ${name} is, if not on this machine`).argParser(urlOption));
  return command;
};

const exitCodes = `
Services that need it get ADMIN_TOKEN. NATS_URL and DATABASE_URL, where set, are used instead of servers of our own.
Exit codes: 0 done, 1 failed or not healthy, 2 not understood.`;
