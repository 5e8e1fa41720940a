import type { AddressOptions } from '../../services/addresses.js';
import { storageClient } from '../../services/storage-client.js';
import { printJson, printText, type CommonOptions, type Terminal } from '../../terminal.js';
import { Dropped } from '@tickettape/admin-answers';

/** Removes tables that are not live. */
export const dropProjections = async (tables: string, options: CommonOptions & AddressOptions, terminal: Terminal): Promise<number> => {
  const storage = await storageClient(options, terminal);
  const dropped = await storage.post(Dropped, '/admin/rebuild/drop', { tables });
  if (options.json) printJson(terminal, dropped);
  else printText(terminal, dropped.schemas.length === 0 ? 'There was nothing to drop' : `Dropped ${dropped.schemas.join(', ')}`);
  return 0;
};
