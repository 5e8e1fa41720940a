import { progressTo } from '../output/progress.js';
import type { AddressOptions } from '../services/addresses.js';
import { storageClient } from '../services/storage-client.js';
import { printJson, printText, type CommonOptions, type Terminal } from '../terminal.js';
import { Verification } from '@tickettape/admin-answers';
import { describeVerification } from './projections/describe.js';

/** Proves that the live tables are what the tape tells, or names the first book that is not; then the exit code is 1. */
export const verify = async (options: CommonOptions & AddressOptions, terminal: Terminal): Promise<number> => {
  const storage = await storageClient(options, terminal);
  progressTo(terminal.stderr)('computing the digest of every book');
  const verification = await storage.get(Verification, '/admin/verify');
  if (options.json) printJson(terminal, verification);
  else printText(terminal, describeVerification('Live tables', verification));
  return verification.mismatches === 0 ? 0 : 1;
};
