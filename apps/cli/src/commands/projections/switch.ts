import { progressTo } from '../../output/progress.js';
import type { AddressOptions } from '../../services/addresses.js';
import { storageClient } from '../../services/storage-client.js';
import { printJson, printText, type CommonOptions, type Terminal } from '../../terminal.js';
import { Switched } from '@tickettape/admin-answers';

export type SwitchOptions = CommonOptions & AddressOptions & { accept?: string[] };

/** Puts the rebuild in the place of the live tables. */
export const switchProjections = async (options: SwitchOptions, terminal: Terminal): Promise<number> => {
  const storage = await storageClient(options, terminal);
  progressTo(terminal.stderr)('comparing once more, then switching as soon as nobody is in the way');
  const switched = await storage.post(Switched, '/admin/rebuild/switch', { accept: options.accept ?? [] });
  if (options.json) printJson(terminal, switched);
  else
    printText(
      terminal,
      `The rebuild is live; nothing was written for ${switched.pausedMs} ms. \`tape projections drop retired\` removes the old tables`,
    );
  return 0;
};
