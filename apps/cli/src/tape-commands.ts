import { defaultTarget, tapeStreams } from '@tickettape/archive/options';
import { AppError } from '@tickettape/errors';
import { type Command, Option } from 'commander';
import { boundOption, replaySpeedOption, sequenceOption, streamOption, streamsOption } from './options/tape-options.js';
import type { Terminal } from './terminal.js';

type AddCommand = (name: string, summary: string) => Command;
type End = (exitCode: number) => void;

/** The commands that work on the tape itself. */
export const addTapeCommands = (program: Command, command: AddCommand, terminal: Terminal, end: End): void => {
  addArchiveCommands(command, terminal, end);

  command('replay', 'send stored messages again, beside the tape: nothing is stored and nobody is told')
    .addOption(new Option('--stream <name>', `one of ${tapeStreams.join(', ')}`).argParser(streamOption).makeOptionMandatory())
    .addOption(new Option('--from <place>', 'a stream sequence or an instant; the beginning unless told').argParser(boundOption))
    .addOption(new Option('--to <place>', 'a stream sequence or an instant; what is stored now unless told').argParser(boundOption))
    .option('--subject <pattern>', 'only what matches, e.g. book.stubhub.5958508')
    .addOption(new Option('--speed <speed>', 'original gaps, instant, or e.g. 10x').argParser(replaySpeedOption).default('original'))
    .option('--to-subject <pattern>', 'what comes before each subject; never the tape itself', defaultTarget)
    .action(async (options) => end(await (await import('./commands/replay.js')).replay(options, terminal)));

  command('declare', 'make the streams, consumers and buckets, or bring them to their shape; what they hold stays')
    .addOption(new Option('--replicas <n>', 'servers that hold a copy of each message').choices(['1', '3', '5']).default('1'))
    .action(async ({ replicas, ...options }) =>
      end(await (await import('./commands/declare.js')).declare({ replicas: Number(replicas), ...options }, terminal)),
    );

  addDeadCommands(program, terminal, end);
};

const addArchiveCommands = (command: AddCommand, terminal: Terminal, end: End): void => {
  command('export', 'copy the tape into compressed, checked files')
    .option('--to <place>', 'an empty folder, or with --resume that of an earlier export; a name that ends in .tar makes one file')
    .addOption(new Option('--streams <names>', `some of ${tapeStreams.join(', ')}`).argParser(streamsOption))
    .option('--resume', 'go on with an export that was interrupted, or bring a finished one up to date')
    .option('--verify <place>', 'check an export, without a server')
    .action(async ({ to, verify, ...options }) => {
      const { exportArchive, verifyExport } = await import('./commands/export.js');
      if (verify !== undefined) end(await verifyExport({ verify, ...options }, terminal));
      else if (to !== undefined) end(await exportArchive({ to, ...options }, terminal));
      else
        throw new AppError('CONFIG_INVALID', {
          detail: 'neither --to nor --verify was given',
          fix: 'Say where: tape export --to <place>',
        });
    });

  command('import', 'fill an empty tape from an export; nobody is told of anything in it')
    .requiredOption('--from <place>', 'the folder or the file of an export')
    .action(async (options) => end(await (await import('./commands/import.js')).importArchive(options, terminal)));
};

const addDeadCommands = (program: Command, terminal: Terminal, end: End): void => {
  const dead = program.command('dead').description('show what could not be handled, and try again');
  const command = (usage: string, summary: string) =>
    dead.command(usage).description(summary).option('--json', 'print one JSON object as the last line of stdout, and errors as JSON');
  const code = () => import('./commands/dead.js');

  command('list', 'all of it, oldest first').action(async (options) => end(await (await code()).deadList(options, terminal)));

  command('show', 'one with its headers, its body and what a redrive would do')
    .argument('<sequence>', 'as the list shows it', sequenceOption)
    .action(async (sequence: number, options) => end(await (await code()).deadShow(sequence, options, terminal)));

  command('redrive', 'send commands again; check facts, which are on the tape already, against the contracts of today')
    .argument('[sequences...]', 'as the list shows them', (text: string, before: number[]) => [...before, sequenceOption(text)], [])
    .option('--all', 'everything there is')
    .action(async (sequences: number[], options) => end(await (await code()).deadRedrive(sequences, options, terminal)));
};
