import { progressTo } from '../../output/progress.js';
import type { AddressOptions } from '../../services/addresses.js';
import { storageClient } from '../../services/storage-client.js';
import { printJson, printText, type CommonOptions, type Terminal } from '../../terminal.js';
import { Comparison } from '@tickettape/admin-answers';
import { describeComparison } from './describe.js';

/** Compares the rebuild and the live tables with the tape and with each other. The exit code is 1 where a switch would be refused. */
export const compareProjections = async (options: CommonOptions & AddressOptions, terminal: Terminal): Promise<number> => {
  const storage = await storageClient(options, terminal);
  progressTo(terminal.stderr)('computing the digest of every book, twice');
  const comparison = await storage.get(Comparison, '/admin/rebuild/comparison');
  if (options.json) printJson(terminal, comparison);
  else printText(terminal, describeComparison(comparison));
  return comparison.objections.length === 0 ? 0 : 1;
};
