import { SourceState } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import type { AddressOptions } from '../services/addresses.js';
import { collectorClient } from '../services/collector-client.js';
import { printJson, printText, type CommonOptions, type Terminal } from '../terminal.js';

export type SwitchOptions = CommonOptions & AddressOptions & { all?: boolean };

/** Pauses or resumes a source, or all of them. Throws CONFIG_INVALID where it is not clear which. */
export const switchSource = async (
  verb: 'pause' | 'resume',
  name: string | undefined,
  options: SwitchOptions,
  terminal: Terminal,
): Promise<number> => {
  if ((name === undefined) === (options.all !== true))
    throw new AppError('CONFIG_INVALID', { detail: 'which source?', fix: `Say tape source ${verb} <name>, or tape source ${verb} --all` });
  const collector = await collectorClient(options, terminal);
  const state = await collector.post(
    SourceState,
    name === undefined ? `/admin/${verb}` : `/admin/sources/${encodeURIComponent(name)}/${verb}`,
  );
  const what = name === undefined ? 'All sources' : `Source ${name}`;
  if (options.json) printJson(terminal, { source: name ?? null, ...state });
  else printText(terminal, state.paused ? `${what}: paused since ${state.since} (${state.detail})` : `${what}: not paused`);
  return 0;
};
