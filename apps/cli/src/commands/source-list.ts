import type { Capabilities } from '@tickettape/contracts';
import { SourceList } from '@tickettape/admin-answers';
import { table } from '../output/table.js';
import type { AddressOptions } from '../services/addresses.js';
import { collectorClient } from '../services/collector-client.js';
import { printJson, printText, type CommonOptions, type Terminal } from '../terminal.js';

/** Shows the sources of the collector, and of which kinds a source may be. */
export const listSources = async (options: CommonOptions & AddressOptions, terminal: Terminal): Promise<number> => {
  const collector = await collectorClient(options, terminal);
  const list = await collector.get(SourceList, '/admin/sources');
  if (options.json) printJson(terminal, list);
  else printText(terminal, describe(list));
  return 0;
};

const describe = ({ sources, kinds }: SourceList): string =>
  [
    table(
      ['Source', 'Kind', 'Host', 'State', 'Proves'],
      sources.map(({ source, kind, host, paused, since, detail, capabilities }) => [
        source,
        kind,
        host,
        paused ? `paused since ${since} (${detail})` : 'on',
        proved(capabilities),
      ]),
    ),
    table(
      ['Kind', 'For', 'Proves at best'],
      kinds.map(({ kind, summary, capabilities }) => [kind, summary, proved(capabilities)]),
    ),
  ].join('\n\n');

const proved = (capabilities: Capabilities): string =>
  Object.entries(capabilities)
    .filter(([, { proves }]) => proves !== 'never')
    .map(([name, { proves }]) => (proves === 'always' ? name : `${name} (sometimes)`))
    .join(', ');
