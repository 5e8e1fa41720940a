import { type Command, Option } from 'commander';
import { AppError } from '@tickettape/errors';
import { exportedStreams, streamsOption } from './options/streams-option.js';
import type { Terminal } from './terminal.js';

type AddCommand = (name: string, summary: string) => Command;

/** The commands that work on the tape itself. */
export const addTapeCommands = (command: AddCommand, terminal: Terminal, end: (exitCode: number) => void): void => {
  command('export', 'copy the tape into a folder of compressed, checked files')
    .option('--to <folder>', 'an empty folder, or with --resume that of an earlier export')
    .addOption(new Option('--streams <names>', `some of ${exportedStreams.join(', ')}`).argParser(streamsOption))
    .option('--resume', 'go on with an export that was interrupted, or bring a finished one up to date')
    .option('--verify <folder>', 'check the files of an export, without a server')
    .action(async ({ to, verify, ...options }) => {
      const { exportArchive, verifyExport } = await import('./commands/export.js');
      if (verify !== undefined) end(await verifyExport({ verify, ...options }, terminal));
      else if (to !== undefined) end(await exportArchive({ to, ...options }, terminal));
      else
        throw new AppError('CONFIG_INVALID', {
          detail: 'neither --to nor --verify was given',
          fix: 'Say where: tape export --to <folder>',
        });
    });

  command('import', 'fill an empty tape from an export; nobody is told of anything in it')
    .requiredOption('--from <folder>', 'the folder of an export')
    .action(async (options) => end(await (await import('./commands/import.js')).importArchive(options, terminal)));
};
