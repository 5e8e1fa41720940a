import type { AddressOptions } from '../../services/addresses.js';
import { storageClient } from '../../services/storage-client.js';
import { printJson, printText, type CommonOptions, type Terminal } from '../../terminal.js';
import { Projections, NotLive } from '@tickettape/admin-answers';
import { describeProjections } from './describe.js';

/** Shows the live tables, those that are built beside them, and those that were live. */
export const listProjections = async (options: CommonOptions & AddressOptions, terminal: Terminal): Promise<number> => {
  const storage = await storageClient(options, terminal);
  const projections = await storage.get(Projections, '/admin/projections');
  const notLive = await storage.get(NotLive, '/admin/rebuild');
  if (options.json) printJson(terminal, { projections, ...notLive });
  else printText(terminal, describeProjections(projections, notLive));
  return 0;
};
