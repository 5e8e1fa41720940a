import { Reparse } from '@tickettape/admin-answers';
import { table } from '../output/table.js';
import type { AddressOptions } from '../services/addresses.js';
import { collectorClient } from '../services/collector-client.js';
import { printJson, printText, type CommonOptions, type Terminal } from '../terminal.js';

export type ReparseOptions = CommonOptions & AddressOptions & { eventId?: string; source?: string; since?: Date };

/** Shows what the collector's present mapper reads otherwise in the answers that were kept. Publishes nothing: the next look brings it onto the tape. */
export const reparse = async (options: ReparseOptions, terminal: Terminal): Promise<number> => {
  const collector = await collectorClient(options, terminal);
  const report = await collector.get(Reparse, `/admin/reparse?${queryOf(options)}`);
  if (options.json) printJson(terminal, report);
  else printText(terminal, describe(report));
  return 0;
};

const queryOf = ({ eventId, source, since }: ReparseOptions): string =>
  new URLSearchParams({ ...(eventId && { eventId }), ...(source && { source }), ...(since && { since: since.toISOString() }) }).toString();

const describe = ({ read, different, differences }: Reparse): string =>
  [
    `${read} answers read again, ${different} of them otherwise. Nothing was published: the next look brings what is read now onto the tape.`,
    ...(differences.length === 0 ? [] : [tableOf(differences)]),
  ].join('\n\n');

const tableOf = (differences: Reparse['differences']): string =>
  table(
    ['Event', 'Look', 'At', 'Was', 'Now', 'More', 'Otherwise', 'Fewer'],
    differences.map(({ source, eventId, sequence, observedAt, was, now, appeared, changed, missing }) => [
      `${source}/${eventId}`,
      sequence,
      observedAt,
      was,
      now,
      appeared.count,
      changed.count,
      missing.count,
    ]),
  );
