import { TestResult } from '@tickettape/admin-answers';
import type { AddressOptions } from '../services/addresses.js';
import { notifierClient } from '../services/notifier-client.js';
import { printJson, printText, type CommonOptions, type Terminal } from '../terminal.js';

/** Sends the operator a test message. The exit code is 1 when the channel did not take it. */
export const testChannel = async (name: string, options: CommonOptions & AddressOptions, terminal: Terminal): Promise<number> => {
  const result = await (await notifierClient(options, terminal)).post(TestResult, `/admin/channels/${encodeURIComponent(name)}/test`);
  if (options.json) printJson(terminal, result);
  else printText(terminal, result.outcome === 'sent' ? `${name}: sent` : `${name}: ${result.code} (${result.detail})`);
  return result.outcome === 'sent' ? 0 : 1;
};
